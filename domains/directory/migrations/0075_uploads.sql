-- Files of others that somebody sent in the browser, until they are taken in or thrown away, and what became of them.
create table directory_upload (
  id {id} primary key not null,
  file text not null,
  bytes {whole} not null,
  mapping text,
  state text not null,
  sent_at {moment} not null,
  sent_by {id} not null,
  decided_at {moment},
  decided_by {id},
  tries {whole} not null,
  began_at {moment},
  ended_at {moment},
  report {bytes},
  trouble text,
  detail {bytes}
);
create index directory_upload_by_day on directory_upload (sent_at);
create table directory_upload_piece (
  upload {id} not null,
  part text not null,
  number {whole} not null,
  sealed {bytes} not null,
  primary key (upload, part, number)
);
