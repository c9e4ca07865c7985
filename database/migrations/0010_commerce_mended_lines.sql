-- Where the rows of an import that failed and came back mended have their lines. Lines are known by document,
-- product and occurrence, and a failed row had no occurrence: without this it would take the place of a good row.
create table commerce.mended_lines (
  import_id bigint not null,
  -- the row of that import; negative = a copy of a mended row, by its place in the mended file
  row_no bigint not null,
  order_id bigint not null,
  product_id bigint not null,
  occurrence integer not null,
  primary key (import_id, row_no)
);
create index mended_lines_order on commerce.mended_lines (order_id);
