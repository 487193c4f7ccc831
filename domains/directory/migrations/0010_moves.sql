-- Where a revision moved a term among those beside it, so that the move can be read and undone.
alter table theme_version add column moved {json};
