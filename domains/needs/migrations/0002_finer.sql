-- Needs that name a neighbourhood, are relayed to an organisation of the directory, or were searched for in a narrower way; signals and
-- origins are told apart by the latter.
alter table need add column neighbourhood text;
alter table need add column narrowed text;
alter table need add column relayed_organisation {id};
create table needs_signal_finer (
  source text not null,
  theme text not null,
  words text not null,
  narrowed text not null,
  zone text not null,
  municipality text not null,
  lang text not null,
  month text not null,
  count {whole} not null,
  primary key (source, theme, words, narrowed, zone, municipality, lang, month)
);
insert into needs_signal_finer (source, theme, words, narrowed, zone, municipality, lang, month, count)
  select source, theme, words, '', zone, municipality, lang, month, count from needs_signal;
drop table needs_signal;
alter table needs_signal_finer rename to needs_signal;
create table need_origin_finer (
  source text not null,
  theme text not null,
  words text not null,
  narrowed text not null,
  zone text not null,
  need {id} not null references need (id),
  first {id} not null references need (id),
  primary key (source, theme, words, narrowed, zone)
);
insert into need_origin_finer (source, theme, words, narrowed, zone, need, first)
  select source, theme, words, '', zone, need, first from need_origin;
drop table need_origin;
alter table need_origin_finer rename to need_origin;
create index need_origin_by_need on need_origin (need);
