-- The needs register (need), and what searches that fell short are counted in before they become one (needs_signal, needs_hidden).
create table need (
  id {id} primary key not null,
  text {json} not null,
  theme text,
  zone text,
  municipality text,
  source text not null,
  count {whole} not null,
  first_month text not null,
  last_month text not null,
  state text not null,
  relayed_to text,
  relayed_month text,
  answer {json} not null,
  answered_month text,
  reason text,
  merged_into {id} references need (id),
  noted_month text not null,
  version {whole} not null
);
create index need_by_state on need (state, last_month);
create index need_merged on need (merged_into);
-- Which searches feed which entry: now, and before entries were merged.
create table need_origin (
  source text not null,
  theme text not null,
  words text not null,
  zone text not null,
  need {id} not null references need (id),
  first {id} not null references need (id),
  primary key (source, theme, words, zone)
);
create index need_origin_by_need on need_origin (need);
-- Searches that fell short, by month: never who, when, where exactly, nor words that few people typed.
create table needs_signal (
  source text not null,
  theme text not null,
  words text not null,
  zone text not null,
  municipality text not null,
  lang text not null,
  month text not null,
  count {whole} not null,
  primary key (source, theme, words, zone, municipality, lang, month)
);
-- Words that not enough people typed yet, by a hash that changes with the month; forgotten when the month is over.
create table needs_hidden (
  month text not null,
  hash text not null,
  count {whole} not null,
  primary key (month, hash)
);
