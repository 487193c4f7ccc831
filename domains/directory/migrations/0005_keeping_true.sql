-- Keeping entries true: who says what of a field, where sources disagree, what an entry was before, and who confirmed what.
-- An entry is named by its kind (organisation, service, location, service_at_location) and its id.
create table directory_claim (
  kind text not null,
  entry_id {id} not null,
  field text not null,
  source text not null,
  value {json} not null,
  said_at {moment} not null,
  said_by text not null,
  primary key (kind, entry_id, field, source)
);
create index directory_claim_of_source on directory_claim (source);
create table directory_conflict (
  kind text not null,
  entry_id {id} not null,
  field text not null,
  opened_at {moment} not null,
  primary key (kind, entry_id, field)
);
create table directory_version (
  kind text not null,
  entry_id {id} not null,
  number {whole} not null,
  record {json} not null,
  until {moment} not null,
  changed_by text not null,
  via text not null,
  note text,
  primary key (kind, entry_id, number)
);
-- What was taken out of the directory; its last version is kept above and can be brought back.
create table directory_retired (
  kind text not null,
  entry_id {id} not null,
  source text not null,
  retired_at {moment} not null,
  retired_by text not null,
  by_hand {flag} not null,
  within text not null,
  primary key (kind, entry_id)
);
create index directory_retired_of_source on directory_retired (source);
create index directory_retired_within on directory_retired (within);
create table directory_confirmation (
  kind text not null,
  entry_id {id} not null,
  field text not null,
  confirmed_on {day} not null,
  confirmed_by text not null,
  channel text not null,
  valid_until {day} not null,
  primary key (kind, entry_id, field)
);
create index directory_confirmation_by_end on directory_confirmation (kind, valid_until);
-- What somebody says is not right, field by field, until an editor decides.
create table directory_proposal (
  id {id} primary key not null,
  kind text not null,
  entry_id {id} not null,
  state text not null,
  made_at {moment} not null,
  made_by text not null,
  lang text not null,
  network text not null,
  note {bytes},
  email {bytes},
  token_hash text not null,
  expires_at {moment} not null,
  decided_at {moment},
  decided_by text,
  answer text
);
create index directory_proposal_by_state on directory_proposal (state, made_at);
create index directory_proposal_of_entry on directory_proposal (kind, entry_id);
create index directory_proposal_of_network on directory_proposal (network, made_at);
create unique index directory_proposal_by_token on directory_proposal (token_hash);
create table directory_proposal_part (
  proposal {id} not null references directory_proposal (id) on delete cascade,
  kind text not null,
  entry_id {id} not null,
  field text not null,
  before {json} not null,
  after {json} not null,
  taken {flag},
  primary key (proposal, kind, entry_id, field)
);
