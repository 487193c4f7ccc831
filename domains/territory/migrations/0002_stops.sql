-- Stops of public transport, by the source that names them.
create table territory_stop (
  code text primary key not null,
  names {json} not null,
  lines {json} not null,
  lat {real} not null,
  lon {real} not null,
  source text not null
);
