-- Every version of each text, and what locations and terms were before. What is published already is drawn anew.
update publication_state set followed = null;
