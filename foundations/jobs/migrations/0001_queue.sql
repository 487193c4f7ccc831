-- The queue: a row waits until run_at, is leased while it runs, and keeps its outcome.
create table job (
  id {id} primary key not null,
  name text not null,
  payload text not null,
  dedup_key text,
  request_id text not null,
  queued_at {moment} not null,
  run_at {moment} not null,
  attempts {whole} not null,
  most_attempts {whole} not null,
  locked_until {moment},
  ended_at {moment},
  outcome text check (outcome in ('done', 'given_up')),
  fault text
);
create unique index job_waiting_once on job (name, dedup_key) where ended_at is null and dedup_key is not null;
create index job_due on job (run_at) where ended_at is null;
create index job_ended on job (ended_at);
