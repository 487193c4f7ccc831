-- The month in which a contact was logged, in the region's time zone: where a month that is over may not change any more,
-- figures group by it. What was logged before this step counts where it counted.
alter table helpdesk_contact add column logged_month text not null default '';
update helpdesk_contact set logged_month = month;
create index helpdesk_contact_logged_month on helpdesk_contact (logged_month, line);
