-- Entries that may be the same, and what was decided about them; those that were merged, with all that makes them two again.
create table directory_duplicate (
  kind text not null,
  one {id} not null,
  other {id} not null,
  score {real} not null,
  signs {json} not null,
  found_at {moment} not null,
  verdict text not null,
  decided_by text,
  decided_at {moment},
  primary key (kind, one, other)
);
create index directory_duplicate_by_score on directory_duplicate (verdict, score);
create index directory_duplicate_of_other on directory_duplicate (kind, other);
create table directory_merger (
  kind text not null,
  merged {id} not null,
  kept {id} not null,
  source text not null,
  record {json} not null,
  aside {json} not null,
  within text not null,
  merged_at {moment} not null,
  merged_by text not null,
  primary key (kind, merged)
);
create index directory_merger_into on directory_merger (kind, kept);
create index directory_merger_of_source on directory_merger (source);
create index directory_merger_within on directory_merger (within);
