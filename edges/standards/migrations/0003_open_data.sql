-- Which edition of the open data is the present one: its number, what it holds (the last number of a publication and the revision
-- of the thesaurus), since when, and the day on which somebody last looked whether another is due.
create table open_data (
  id {whole} primary key not null check (id = 1),
  edition {whole} not null,
  seq {whole} not null,
  terms {whole} not null,
  declared_at {moment},
  looked_on {day}
);
insert into open_data (id, edition, seq, terms) values (1, 0, 0, 0);
