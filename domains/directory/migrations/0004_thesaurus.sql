-- The thesaurus: terms of several facets with notes, mappings to the schemes of others and versions that can be restored.
alter table theme add column facet text not null default 'need';
alter table theme add column note {json} not null default '{}';
alter table theme add column retired {flag} not null default false;
alter table theme add column replaced_by text references theme (code);
-- What the region pack says of the term; nothing for one that an editor added.
alter table theme add column pack {json};
-- The revision that changed it last.
alter table theme add column revision {whole} not null default 0;
create table theme_mapping (
  theme text not null references theme (code) on delete cascade,
  scheme text not null,
  code text not null,
  fit text not null,
  primary key (theme, scheme, code)
);
create table theme_version (
  theme text not null references theme (code) on delete cascade,
  revision {whole} not null,
  at {moment} not null,
  by_whom text not null,
  deed text not null,
  state {json} not null,
  primary key (theme, revision)
);
create index theme_version_by_revision on theme_version (revision);
-- One row: the revision of the whole thesaurus. Whoever changes a term holds it until the commit.
create table thesaurus (
  id {whole} primary key not null,
  revision {whole} not null
);
insert into thesaurus (id, revision) values (1, 0);
