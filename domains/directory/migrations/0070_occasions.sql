-- The contact of the helpdesk in which somebody found out that an entry is not right.
alter table directory_proposal add column contact {id};
create index directory_proposal_of_contact on directory_proposal (contact);
