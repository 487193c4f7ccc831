-- Region, care zones, municipalities with their parts, postal codes, neighbourhoods, sectors, streets, borders.
create table territory_region (
  code text primary key not null,
  names {json} not null,
  short_names {json} not null,
  south {real} not null,
  north {real} not null,
  west {real} not null,
  east {real} not null
);
create table territory_zone (
  code text primary key not null,
  names {json} not null,
  short_names {json} not null,
  labels {json} not null,
  colour {whole} not null,
  facts {json} not null
);
create table territory_municipality (
  code text primary key not null,
  names {json} not null,
  aliases {json} not null,
  zones {json} not null,
  postal_codes {json} not null,
  hexes {json} not null
);
create table territory_part (
  code text primary key not null,
  names {json} not null,
  aliases {json} not null,
  municipality text not null,
  zone text not null,
  postal_codes {json} not null,
  corner text,
  division text
);
create table territory_postal_code (
  code text primary key not null,
  names {json} not null,
  municipalities {json} not null,
  zones {json} not null
);
create table territory_neighbourhood (
  code text primary key not null,
  names {json} not null,
  kind text not null check (kind in ('local_contract', 'monitoring_district')),
  zone text
);
create table territory_sector (
  code text primary key not null,
  names {json} not null,
  municipality text not null,
  part text,
  neighbourhood text,
  zone text,
  provenance text,
  border {bytes} not null
);
create table territory_street (
  code text primary key not null,
  names {json} not null,
  municipality text,
  lat {real},
  lon {real}
);
-- Borders of what the pack names: municipalities, neighbourhoods, and zones as dissolved from their sectors.
create table territory_border (
  code text primary key not null,
  border {bytes} not null
);
-- Where each kind of imported data comes from.
create table territory_source (
  code text primary key not null,
  name text not null,
  licence text,
  as_of text,
  taken_in_at {moment} not null
);
-- Counts up with every change, so that every process knows when to read anew.
create table territory_revision (id {whole} primary key not null check (id = 1), number {whole} not null);
insert into territory_revision (id, number) values (1, 0);
