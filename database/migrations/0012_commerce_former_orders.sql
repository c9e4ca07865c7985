-- What documents and lines were before an import changed them, so that undoing it puts them back. An import that
-- brings new documents only writes nothing here.
create table commerce.former_orders (
  customer_id bigint not null,
  import_id bigint not null,
  order_id bigint not null,
  -- what the import changed in the header: as it was, and as it left it
  before jsonb not null default '{}',
  after jsonb not null default '{}',
  -- the sale that the end of the import tied the document to
  tied_to bigint,
  primary key (customer_id, import_id, order_id)
);
create index former_orders_order on commerce.former_orders (order_id, import_id);
create index former_orders_tied on commerce.former_orders (import_id) where tied_to is not null;

create table commerce.former_lines (
  customer_id bigint not null,
  import_id bigint not null,
  order_id bigint not null,
  product_id bigint not null,
  occurrence integer not null,
  description text,
  -- null: there was no such line
  quantity numeric(20, 6),
  unit_price numeric(20, 6),
  amount_minor bigint,
  -- the import and row that the line was from
  line_import_id bigint,
  row_no bigint,
  primary key (customer_id, import_id, order_id, product_id, occurrence)
);
create index former_lines_order on commerce.former_lines (order_id, import_id);

-- when a person last edited the header; null = nobody did
alter table commerce.orders add column edited_at timestamptz;
