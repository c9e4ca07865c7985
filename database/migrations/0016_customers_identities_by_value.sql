-- Keys are always looked up whole. With the value first, one comparison a page tells two keys apart in place of three.
alter table customers.identities drop constraint identities_pkey;
alter table customers.identities add primary key (value, kind, source_id, name_key);
