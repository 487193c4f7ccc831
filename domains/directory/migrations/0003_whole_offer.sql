-- The whole offer: what sort of help a service is, for whom, at what price, how one comes in; who an organisation is in the
-- registers; which places are kept secret; whether everybody can get in, and whether there is room.
alter table organisation add column legal_form text;
alter table organisation add column parent {id};
create table organisation_identifier (
  organisation_id {id} not null references organisation (id) on delete cascade,
  scheme text not null,
  value text not null,
  primary key (organisation_id, scheme, value)
);
create index organisation_identifier_by_value on organisation_identifier (value);
create table organisation_network (
  organisation_id {id} not null references organisation (id) on delete cascade,
  network {id} not null,
  primary key (organisation_id, network)
);
create index organisation_network_by_network on organisation_network (network);
alter table service add column kind text not null default 'service';
alter table service add column description {json};
alter table service add column plain {json};
alter table service add column eligibility {json};
alter table service add column costs {json};
alter table service add column documents {json};
alter table service add column activation {json};
alter table service add column update_rhythm text;
alter table service add column professions {json};
alter table location add column names {json};
alter table location add column transport {json};
alter table location add column confidential {flag} not null default false;
alter table service_at_location drop column step_free;
alter table service_at_location add column accessibility {json};
alter table service_at_location add column closures {json};
alter table service_at_location add column capacity {json};
alter table service_at_location add column hours_text {json};
