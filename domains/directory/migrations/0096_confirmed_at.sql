-- At which moment a field was confirmed: the day alone does not tell what came first, a letter or its answer. Nothing for what was
-- confirmed before this column, and for the word of a source.
alter table directory_confirmation add column confirmed_at {moment};
