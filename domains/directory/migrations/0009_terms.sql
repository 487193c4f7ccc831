-- The order that editors give the parts of a term; nothing where the order of the region pack counts.
alter table theme add column place {whole};
