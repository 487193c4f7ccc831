-- The offer: who says so (source), who helps (organisation), with what (service), where (location), and both together (service_at_location).
create table source (
  name text primary key not null,
  licence text,
  as_of text
);
create table organisation_kind (
  code text primary key not null,
  names {json} not null,
  listed {flag} not null
);
create table organisation (
  id {id} primary key not null,
  source text not null,
  source_id text not null,
  names {json} not null,
  kind text references organisation_kind (code),
  description {json} not null,
  website text,
  phone text,
  email text,
  evidence text not null,
  active {flag} not null,
  digest text not null,
  updated_at {moment} not null
);
create unique index organisation_origin on organisation (source, source_id);
create index organisation_of_kind on organisation (kind);
create table organisation_alias (
  organisation_id {id} not null references organisation (id) on delete cascade,
  sort text not null,
  name text not null,
  primary key (organisation_id, sort, name)
);
create table theme (
  code text primary key not null,
  names {json} not null,
  broader text references theme (code),
  door {flag} not null,
  icon text,
  position {whole} not null
);
create table theme_synonym (
  theme text not null references theme (code) on delete cascade,
  lang text not null,
  word text not null,
  primary key (theme, lang, word)
);
create table service (
  id {id} primary key not null,
  source text not null,
  source_id text not null,
  organisation_id {id} not null references organisation (id),
  names {json} not null,
  summary {json} not null,
  audience {json} not null,
  cost {json} not null,
  line text,
  referral text,
  status text not null,
  evidence text not null,
  verified_on {day},
  digest text not null,
  updated_at {moment} not null
);
create unique index service_origin on service (source, source_id);
create index service_of_organisation on service (organisation_id);
create table service_theme (
  service_id {id} not null references service (id) on delete cascade,
  theme text not null references theme (code),
  position {whole} not null,
  primary key (service_id, theme)
);
create index service_theme_by_theme on service_theme (theme);
create table service_language (
  service_id {id} not null references service (id) on delete cascade,
  language text not null,
  primary key (service_id, language)
);
create table service_area (
  service_id {id} not null references service (id) on delete cascade,
  area text not null,
  primary key (service_id, area)
);
create table location (
  id {id} primary key not null,
  source text not null,
  source_id text not null,
  street {json} not null,
  house_number text,
  postal_code text,
  municipality text,
  zone text,
  sector text,
  neighbourhood text,
  lat {real},
  lon {real},
  precise_to text not null,
  digest text not null,
  updated_at {moment} not null
);
create unique index location_origin on location (source, source_id);
create table service_at_location (
  id {id} primary key not null,
  source text not null,
  source_id text not null,
  service_id {id} not null references service (id),
  location_id {id} not null references location (id),
  opening_hours text,
  phone text,
  email text,
  website text,
  step_free {flag},
  digest text not null,
  updated_at {moment} not null
);
create unique index service_at_location_origin on service_at_location (source, source_id);
create index service_at_location_of_service on service_at_location (service_id);
create index service_at_location_of_location on service_at_location (location_id);
-- What another source adds to a service at a location: an entry says where it stands, this says when it is open.
create table supplement (
  source text not null,
  source_id text not null,
  service_at_location_id {id} not null references service_at_location (id) on delete cascade,
  opening_hours text,
  phone text,
  email text,
  website text,
  digest text not null,
  primary key (source, source_id)
);
create unique index supplement_once on supplement (service_at_location_id, source);
