-- What is to be posted: sealed until it is gone, and then no more than that it went.
create table letter (
  id {id} primary key not null,
  kind text not null,
  state text not null check (state in ('waiting', 'posted', 'refused', 'withdrawn')),
  sealed {bytes},
  written_at {moment} not null,
  ended_at {moment},
  fault text
);
create index letter_by_state on letter (state, written_at);
