import { type RawBuilder, sql } from 'kysely';

/** What is counted or summed up of the rows of one table, for each customer. */
export interface Measured {
  /** Rows that count, over `x`; all where left out. */
  where?: RawBuilder<boolean> | undefined;
  /** Over `x`, such as `count(*)`. */
  value: RawBuilder<unknown>;
}

/** Gathers what conditions ask about one table, so that it is read once however many ask. */
export interface Scans {
  /**
   * A value of every customer `c`; null for whom no row of the table is wanted by anybody. `from` has a column
   * customer_id; the same text of it is read once.
   */
  measure(from: Source, measured: Measured): RawBuilder<unknown>;
}

/** What is read: a view of facts, or a query over some that keeps to `within` by itself. */
export interface Source {
  key: string;
  rows: RawBuilder<unknown>;
}

/** Which customers are looked at: a condition over the column that names them. */
export type Within = (customerId: RawBuilder<unknown>) => RawBuilder<boolean>;

export function factTable(name: string): Source {
  return { key: name, rows: sql.table(`facts.${name}`) };
}

/** Scans, and the joins to `c` that they come to once everything was measured. */
export function scansWithin(within: Within): Scans & { joins(): RawBuilder<unknown> } {
  const scans = new Map<string, { source: Source; measures: Measured[] }>();
  return {
    measure(source, measured) {
      const scan = scans.get(source.key) ?? { source, measures: [] };
      scans.set(source.key, scan);
      const place = [...scans.keys()].indexOf(source.key);
      return sql.ref(`s${place}.v${scan.measures.push(measured) - 1}`);
    },
    joins() {
      const joins = [...scans.values()].map(({ source, measures }, place) =>
        joined(source, measures, sql.id(`s${place}`), within),
      );
      return joins.length === 0 ? sql`` : sql.join(joins, sql` `);
    },
  };
}

function joined(
  { rows }: Source,
  measures: readonly Measured[],
  alias: RawBuilder<unknown>,
  within: Within,
): RawBuilder<unknown> {
  const only = measures.length === 1;
  const values = measures.map(({ where, value }, index) => {
    const kept = where && !only ? sql`${value} filter (where ${where})` : value;
    return sql`${kept} as ${sql.id(`v${index}`)}`;
  });
  const wheres = measures.map(({ where }) => where);
  const wanted = wheres.every((where) => where !== undefined)
    ? sql`(${sql.join(wheres, sql` or `)})`
    : sql`true`;
  return sql`left join (select x.customer_id, ${sql.join(values)} from ${rows} x
    where ${wanted} and ${within(sql.ref('x.customer_id'))} group by x.customer_id) ${alias} on ${alias}.customer_id = c.id`;
}
