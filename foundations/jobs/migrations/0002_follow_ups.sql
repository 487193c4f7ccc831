-- Only what waits is unique by name and key: a follow-up may be queued while its namesake runs.
drop index job_waiting_once;
create unique index job_waiting_once on job (name, dedup_key)
  where ended_at is null and locked_until is null and dedup_key is not null;
