-- Whether a proposal says that what it is about is no more.
alter table directory_proposal add column stopped {flag} not null default false;
