-- The chain of entries, and its head: the row that orders concurrent writers.
create table journal_entry (
  seq {whole} primary key not null,
  id {id} not null unique,
  at {moment} not null,
  actor text not null,
  on_behalf_of text,
  action text not null,
  record_kind text not null,
  record_id text not null,
  reason text,
  changes text not null,
  request_id text not null,
  previous text not null,
  hash text not null
);
create index journal_entry_record on journal_entry (record_kind, record_id);
create index journal_entry_actor on journal_entry (actor, seq);
create index journal_entry_action on journal_entry (action, seq);
create table journal_head (id {whole} primary key not null check (id = 1), seq {whole} not null, hash text not null);
insert into journal_head (id, seq, hash) values (1, 0, '');
