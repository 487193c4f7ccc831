-- Other installations whose directory is read and kept in step: where, under which name as a source, how often, how far we are, and
-- how the last reading went. One that was taken away keeps its row, so that its name stays its own.
create table peer (
  id {id} primary key not null,
  name text not null unique,
  url text not null,
  licence text,
  lang text not null,
  rhythm text not null,
  standing text not null,
  -- What the next reading is to be.
  asked text not null,
  -- How far its changes were followed, since when what changed is to be asked for, and when all of it was last read.
  place text,
  known_until {moment},
  whole_at {moment},
  began_at {moment},
  records {whole} not null,
  taking_at {moment},
  ended_at {moment},
  succeeded_at {moment},
  report {json},
  fault text,
  fault_detail text
);
