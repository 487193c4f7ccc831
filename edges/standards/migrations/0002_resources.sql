-- The same records as resources of FHIR. What is published already is drawn anew.
alter table publication_drawing add column fhir text;
update publication_state set followed = null;
