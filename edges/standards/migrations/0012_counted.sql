-- What each peer had of late, a day each: what it has now is held against the most of it.
alter table peer add column counted {json};
