-- Whom a service is meant for, which one helps when nothing else fits, and which themes stand in for each other.
alter table service add column users text;
alter table service add column fallback {flag} not null default false;
create table theme_related (
  theme text not null references theme (code) on delete cascade,
  related text not null references theme (code) on delete cascade,
  position {whole} not null,
  primary key (theme, related)
);
