-- What a program was answered to a request that it marked, for a day: sent again, it is answered the same and done once.
create table api_answer (
  token {id} not null,
  mark text not null,
  digest text not null,
  status {whole} not null,
  place text,
  body {bytes} not null,
  made_at {moment} not null,
  primary key (token, mark)
);
create index api_answer_made on api_answer (made_at);
