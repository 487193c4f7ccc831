-- Other installations whose directory is read and kept in step: where, under which name as a source, how often, how far we are, and
-- how the last reading went.
create table peer (
  id {id} primary key not null,
  name text not null unique,
  url text not null,
  licence text,
  lang text not null,
  rhythm text not null,
  active {flag} not null,
  -- How far its changes were followed, and since when what changed is to be asked for.
  place text,
  known_until {moment},
  whole_at {moment},
  began_at {moment},
  records {whole} not null,
  ended_at {moment},
  succeeded_at {moment},
  report text,
  fault text,
  fault_detail text
);
