import { type ConnectionOptions, openDatabase } from '#platform/db/database.ts';

/** By table: how many rows, and a sum over what is in them. */
export type Prints = Record<string, string>;

// Ids and times differ from run to run; a customer is named by all keys that lead to it.
const who = `who as materialized (
  select customer_id, string_agg(kind || ':' || value || ':' || name_key, ' ' order by kind, value, name_key) as keys
  from customers.identities group by customer_id)`;

const contents: Record<string, string> = {
  customers: `select c.kind, display_name, given_name, family_name, gender, birthday, language, country, region, city,
    district, address, postal_code, company, custom, edited_fields, marks, occupation, credit_code, came_from, keys
    from customers.customers c left join who on who.customer_id = c.id`,
  contacts: `select kind, value, entered, label, status, is_primary, keys
    from customers.contact_points left join who using (customer_id)`,
  identities: 'select kind, value, name_key from customers.identities',
  records: `select key_kind, key_value, payload, fields, contacts, unified_by, leads, filled, row_no, keys
    from customers.source_records left join who using (customer_id)`,
  tags: `select name, keys from customers.customer_tags join customers.tags on tags.id = tag_id
    left join who using (customer_id)`,
  duplicates: `select least(one.keys, other.keys), greatest(one.keys, other.keys), kind, value, state
    from customers.possible_duplicates pair left join who one using (customer_id)
    left join who other on other.customer_id = pair.other_customer_id`,
  totals: `select orders, cancellations, spend_minor, first_order_at, last_order_at, keys
    from customers.totals left join who using (customer_id) where orders + cancellations > 0`,
  searchable: 'select keys from customers.search left join who using (customer_id)',
  orders: `select number, kind, ordered_at, store, channel, brand, seller, currency, amount_minor, base_amount_minor,
    lines, original_number, original_order_id is null, kind_told, keys from commerce.orders left join who using (customer_id)`,
  orderKeys: 'select number from commerce.order_keys',
  lines: `select o.number, code, occurrence, description, line.quantity, unit_price, line.amount_minor, row_no
    from commerce.order_lines line join commerce.orders o on o.id = line.order_id and o.customer_id = line.customer_id
    join commerce.products on products.id = product_id`,
  products: `select code, name, lines, quantity, revenue_minor, first_sold_at, last_sold_at
    from commerce.products where lines > 0`,
};

/** What customers and orders a database holds, whatever ids and times they got. */
export async function tablePrints(connection: ConnectionOptions): Promise<Prints> {
  const database = openDatabase(connection, 1);
  try {
    const prints: Prints = {};
    for (const [name, content] of Object.entries(contents)) {
      const { rows } = await database.pool.query(`with ${who}, content as (${content})
        select count(*) || ' rows, print ' || coalesce(sum(hashtextextended(content::text, 0)::numeric), 0) as print
        from content`);
      prints[name] = rows[0].print;
    }
    return prints;
  } finally {
    await database.close();
  }
}

/** Where they are not the same, in words. */
export function differences(got: Prints, wanted: Prints): string[] {
  return Object.keys(wanted)
    .filter((name) => got[name] !== wanted[name])
    .map((name) => `${name}: ${got[name]} in place of ${wanted[name]}`);
}
