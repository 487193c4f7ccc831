-- The change feed of the index: which records to look at again, in the order in which they were committed.
create table search_change (seq {whole} primary key not null, kind text not null, record {id});
create table search_counter (id {whole} primary key not null check (id = 1), seq {whole} not null);
insert into search_counter (id, seq) values (1, 0);
