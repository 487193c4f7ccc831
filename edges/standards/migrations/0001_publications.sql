-- What other programs may read: one row for each record that was ever published, and its drawing beside it, so that lists are
-- made without the drawings. A row stays when its record goes: whoever follows the changes must hear of it.
create table publication (
  id {id} primary key not null,
  kind text not null,
  organization_id {id},
  service_id {id},
  location_id {id},
  names {json} not null,
  sort_key text not null,
  traits text not null,
  postal_code text,
  lat {real},
  lon {real},
  digest text not null,
  seq {whole} not null,
  changed_at {moment} not null,
  deleted {flag} not null
);
create unique index publication_seq on publication (seq);
create index publication_of_organization on publication (organization_id);
create index publication_of_service on publication (service_id);
create index publication_of_location on publication (location_id);
create table publication_drawing (
  id {id} primary key not null references publication (id),
  hsds text not null
);
-- How far the directory was followed (nothing: begin anew), the last number given, and who publishes until when.
create table publication_state (
  id {whole} primary key not null check (id = 1),
  followed {whole},
  seq {whole} not null,
  holder {id},
  held_until {moment}
);
insert into publication_state (id, seq) values (1, 0);
