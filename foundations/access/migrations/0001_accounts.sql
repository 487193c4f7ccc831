-- Accounts and what hangs on them. Sealed columns are ciphertext of the vault; hashes are hexadecimal.
create table vault_proof (id {whole} primary key not null check (id = 1), sealed {bytes} not null);
create table account (
  id {id} primary key not null,
  email {bytes} not null,
  email_index text not null unique,
  name {bytes} not null,
  password text,
  lang text not null,
  created_at {moment} not null,
  disabled_at {moment},
  reset_asked_at {moment}
);
create table grant_held (
  id {id} primary key not null,
  account {id} not null references account (id),
  role text not null,
  scope text not null,
  from_day {day} not null,
  until_day {day}
);
create index grant_held_account on grant_held (account);
create table account_session (
  id {id} primary key not null,
  account {id} not null references account (id),
  token_hash text not null unique,
  awaits_code {flag} not null,
  created_at {moment} not null,
  seen_at {moment} not null,
  expires_at {moment} not null
);
create index account_session_account on account_session (account);
-- One link per account: a newer one takes the place of the older.
create table one_time_link (
  account {id} primary key not null references account (id),
  purpose text not null,
  token_hash text not null unique,
  created_at {moment} not null,
  expires_at {moment} not null,
  used_at {moment}
);
-- Guesses by keyed hash of what was guessed at, or of where the guess came from.
create table guess (
  key text primary key not null,
  failures {whole} not null,
  last_at {moment} not null,
  next_at {moment} not null
);
create table second_factor (
  account {id} primary key not null references account (id),
  secret {bytes} not null,
  created_at {moment} not null,
  confirmed_at {moment},
  last_step {whole} not null
);
create table recovery_code (
  account {id} not null references account (id),
  code_hash text not null,
  used_at {moment},
  primary key (account, code_hash)
);
