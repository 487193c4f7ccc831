-- The source that a file of others is from, as whoever sent it says.
alter table directory_upload add column source text;
