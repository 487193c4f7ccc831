-- The months in which a need was met by itself, without those of what was merged into it: so that it has them back when these are parted.
alter table need add column own_first text not null default '';
alter table need add column own_last text not null default '';
update need set own_first = first_month, own_last = last_month;
