-- Whether a file said what a document is; else its kind follows the sign of its sum, whichever piece comes first.
alter table commerce.orders add column kind_told boolean not null default false;
update commerce.orders set kind_told = true where kind = 'cancellation' or (kind = 'return' and amount_minor >= 0);
