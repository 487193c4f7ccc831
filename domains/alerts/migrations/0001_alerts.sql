-- Searches that somebody keeps, with letters about what is new in them. What they look for, what it found and where to write is sealed.
create table alert (
  id {id} primary key not null,
  account {id},
  address {bytes},
  address_index text,
  search {bytes} not null,
  seen {bytes},
  lang text not null,
  rhythm text not null,
  state text not null,
  made_at {moment} not null,
  next_on {day},
  told_at {moment},
  letter {id}
);
create index alert_of_account on alert (account);
create index alert_of_address on alert (address_index);
create index alert_due on alert (state, next_on);
