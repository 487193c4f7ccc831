-- That another edition is due at once: what the last one tells must not be told any longer.
alter table open_data add column due {flag};
