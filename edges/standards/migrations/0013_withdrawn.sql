-- The last number under which something was taken back because a place became secret, and the change of the directory that must be
-- followed before what is left of it is published again.
alter table publication_state add column withdrawn {whole};
alter table publication_state add column awaited {whole};
-- What kind of organisation it is, and whether it exists. What is published already is drawn anew.
update publication_state set followed = null;
