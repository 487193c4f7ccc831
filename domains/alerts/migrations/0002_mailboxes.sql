-- The mailbox behind an address, as a keyed hash: what stands behind a plus sign leads to the same one.
alter table alert add column mailbox_index text;
create index alert_of_mailbox on alert (mailbox_index);
