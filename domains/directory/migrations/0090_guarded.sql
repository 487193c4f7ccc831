-- Services and organisations that have a secret place, or had one: what a source brings for them is secret until a person says otherwise.
create table directory_guarded (
  kind text not null,
  entry_id {id} not null,
  primary key (kind, entry_id)
);
insert into directory_guarded (kind, entry_id)
  select distinct 'service', at.service_id from service_at_location at where at.location_id in (
    select l.id from location l where l.confidential
    union select v.entry_id from directory_version v where v.kind = 'location'
      and (cast(v.record as text) like '%"confidential":true%' or cast(v.record as text) like '%"confidential": true%')
  );
insert into directory_guarded (kind, entry_id)
  select distinct 'organisation', s.organisation_id from service s where s.id in (
    select g.entry_id from directory_guarded g where g.kind = 'service'
  );
