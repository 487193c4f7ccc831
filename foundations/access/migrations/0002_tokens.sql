-- Tokens by which programs act for somebody: only their hash is kept. What ended stays a year, so that the journal can be read.
create table access_token (
  id {id} primary key not null,
  account {id} not null references account (id),
  name text not null,
  token_hash text not null unique,
  reach text not null,
  organisation text,
  source text,
  created_at {moment} not null,
  expires_at {moment} not null,
  used_at {moment},
  revoked_at {moment}
);
create index access_token_account on access_token (account);
