import type { FieldKey, FileKind } from './fields.contract.ts';

/** A column of the stage table, in the order in which `COPY` sends it. */
export interface CopyColumn {
  name: string;
  type: 'integer' | 'text' | 'numeric' | 'timestamptz';
  /** The field whose cells it holds; null where the interpreter computes it. */
  field: FieldKey | null;
}

const customerColumns: CopyColumn[] = [
  { name: 'customer_external_id', type: 'text', field: 'customer.external_id' },
  { name: 'customer_name', type: 'text', field: 'customer.name' },
  { name: 'customer_phone', type: 'text', field: 'customer.phone' },
  { name: 'customer_email', type: 'text', field: 'customer.email' },
  { name: 'customer_country', type: 'text', field: 'customer.country' },
  { name: 'customer_region', type: 'text', field: 'customer.region' },
  { name: 'customer_city', type: 'text', field: 'customer.city' },
  { name: 'customer_address', type: 'text', field: 'customer.address' },
  { name: 'customer_company', type: 'text', field: 'customer.company' },
];

/** Holds what a line tells of custom fields of its order, as JSON by their keys. */
export const fieldValuesColumn = 'field_values';

/**
 * The columns of the chunks that `readFile` gives, by kind of file. `hint` is 'sale', 'return',
 * 'cancellation' or null; `currency` is an ISO 4217 code; phones are E.164 where valid, else as entered. `amount` is null unless the file gives it or a discount makes it.
 */
export const copyColumns: Record<FileKind, readonly CopyColumn[]> = {
  orders: [
    { name: 'row_no', type: 'integer', field: null },
    { name: 'order_number', type: 'text', field: 'order.number' },
    { name: 'ordered_at', type: 'timestamptz', field: 'order.ordered_at' },
    { name: 'hint', type: 'text', field: null },
    { name: 'original_number', type: 'text', field: 'order.original_number' },
    { name: 'store', type: 'text', field: 'order.store' },
    { name: 'channel', type: 'text', field: 'order.channel' },
    { name: 'brand', type: 'text', field: 'order.brand' },
    { name: 'seller', type: 'text', field: 'order.seller' },
    { name: 'currency', type: 'text', field: 'order.currency' },
    { name: 'product_code', type: 'text', field: 'product.code' },
    { name: 'product_name', type: 'text', field: 'product.name' },
    { name: 'product_category', type: 'text', field: 'product.category' },
    { name: 'quantity', type: 'numeric', field: 'line.quantity' },
    { name: 'unit_price', type: 'numeric', field: 'line.unit_price' },
    { name: 'amount', type: 'numeric', field: 'line.amount' },
    ...customerColumns,
    { name: fieldValuesColumn, type: 'text', field: null },
  ],
  // Their lines are `row_no` and `arrivalValues` or `activityValues`, see the door of customers.
  customers: [{ name: 'row_no', type: 'integer', field: null }],
  activities: [{ name: 'row_no', type: 'integer', field: null }],
};
