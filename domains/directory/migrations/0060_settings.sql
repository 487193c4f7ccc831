-- Where care and help are given: terms of the thesaurus, beside the professions of those who help.
alter table service add column settings {json};
