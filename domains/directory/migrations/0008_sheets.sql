-- Short links of orientation sheets: which services, in which language, until when. Nothing says who made one, or when.
create table sheet_link (
  code text primary key not null,
  services text not null,
  lang text not null,
  last_month text not null
);
create index sheet_link_by_month on sheet_link (last_month);
