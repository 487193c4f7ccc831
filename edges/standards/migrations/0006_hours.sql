-- When something is open in its usual week, for the filters of lists. What is published already is drawn anew.
alter table publication add column hours text;
update publication_state set followed = null;
