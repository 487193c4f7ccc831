-- Asking organisations whether what the directory says of them is right: a campaign, whom it asks, by which links, and the calls made.
create table campaign (
  id {id} primary key not null,
  name text not null,
  state text not null,
  filter {json} not null,
  letters {json} not null,
  reminder_days {whole} not null,
  reminders {whole} not null,
  calls {flag} not null,
  link_days {whole} not null,
  ends_on {day} not null,
  letter_cents {whole} not null,
  minute_cents {whole} not null,
  started_on {day},
  version {whole} not null
);
create table campaign_ask (
  id {id} primary key not null,
  campaign {id} not null references campaign (id) on delete cascade,
  organisation {id} not null,
  state text not null,
  letters {whole} not null,
  due_on {day},
  answered_at {moment},
  means text
);
create unique index campaign_ask_once on campaign_ask (campaign, organisation);
create index campaign_ask_due on campaign_ask (campaign, state, due_on);
create index campaign_ask_of_organisation on campaign_ask (organisation, state);
-- The links that letters carried: a hash of each, never the link.
create table campaign_link (
  token_hash text primary key not null,
  ask {id} not null references campaign_ask (id) on delete cascade,
  letter {id} not null,
  made_at {moment} not null,
  expires_at {moment} not null,
  revoked_at {moment}
);
create index campaign_link_of_ask on campaign_link (ask, made_at);
create table campaign_call (
  id {id} primary key not null,
  ask {id} not null references campaign_ask (id) on delete cascade,
  made_at {moment} not null,
  minutes {whole} not null,
  outcome text not null
);
create index campaign_call_of_ask on campaign_call (ask, made_at);
-- Organisations that want no letters of campaigns.
create table campaign_no_mail (
  organisation {id} primary key not null,
  since {moment} not null
);
