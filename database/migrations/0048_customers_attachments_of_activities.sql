-- A file may belong to what was written down: the photo of a visit, the offer that a call was about. Should the activity
-- go, the file stays with the customer.
alter table customers.attachments add column activity_id bigint;
