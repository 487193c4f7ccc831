-- Where to write to an organisation in one campaign, whatever the directory says: typed by somebody, sealed, forgotten when it ends.
create table campaign_address (
  ask {id} primary key not null references campaign_ask (id) on delete cascade,
  address {bytes} not null
);
