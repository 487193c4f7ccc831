-- Which installation this is: an id for good, by which others know it again under any address; and which one each peer said it is.
create table installation (
  id {whole} primary key not null check (id = 1),
  uuid {id} not null
);
alter table peer add column installation {id};
