-- What hung on an entry when it was taken out, and comes back with it: confirmations, disagreements, what other sources add.
alter table directory_retired add column aside {json};
