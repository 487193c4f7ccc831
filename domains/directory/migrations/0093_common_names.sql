-- How many other entries carry the name that two entries have in common, where that is the name of many.
alter table directory_duplicate add column others {whole};
