-- What the region's pack says about the helpdesk: lines, channels, kinds of inquirer, emergency lines, guides.
create table helpdesk_setting (
  kind text not null,
  code text not null,
  position {whole} not null,
  active {flag} not null,
  definition {json} not null,
  primary key (kind, code)
);
-- What reached a line. `month` is the month of `at` in the region's time zone: figures group by it.
create table helpdesk_contact (
  id {id} primary key not null,
  line text not null,
  channel text not null,
  kind text not null,
  inquirer text not null,
  zone text,
  municipality text,
  need text not null,
  direct {flag},
  note {bytes},
  minutes {whole},
  at {moment} not null,
  month text not null,
  logged_by text not null,
  logged_at {moment} not null,
  state text not null,
  version {whole} not null,
  demo {flag} not null
);
create index helpdesk_contact_line_at on helpdesk_contact (line, at);
create index helpdesk_contact_month on helpdesk_contact (month, line);
create index helpdesk_contact_logged_by on helpdesk_contact (logged_by, at);
create table helpdesk_contact_theme (
  contact {id} not null references helpdesk_contact (id),
  theme text not null,
  position {whole} not null,
  primary key (contact, theme)
);
create index helpdesk_contact_theme_theme on helpdesk_contact_theme (theme);
-- Services given in answer: the orientation.
create table helpdesk_contact_service (
  contact {id} not null references helpdesk_contact (id),
  service {id} not null,
  position {whole} not null,
  primary key (contact, service)
);
create index helpdesk_contact_service_service on helpdesk_contact_service (service);
