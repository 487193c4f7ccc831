-- How a source was read: the mapping that somebody named for it, so that its next file needs none.
alter table source add column mapping text;
alter table source add column file text;
alter table source add column imported_at {moment};
