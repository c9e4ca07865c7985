import { type RawBuilder, sql } from 'kysely';

/** What is counted or summed up of the rows of one table, for each customer. */
export interface Measured {
  /** A narrower choice of rows, over `x`, that measures of the same table may share: the same key is the same choice. */
  among?: { key: string; rows: RawBuilder<boolean> } | undefined;
  /** Rows of those that count, over `x`; all where left out. */
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
  /** Whether the one row that a table has of a customer is such, over `x`; null where it has none. */
  meets(from: Source, condition: RawBuilder<boolean>): RawBuilder<boolean>;
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

/** Scans, and the joins to `c` that they come to once everything was measured; `counted` keeps to some what is counted. */
export function scansWithin(within: Within, counted: Within): Scans & { joins(): RawBuilder<unknown> } {
  const scans = new Map<string, { source: Source; measures: Measured[] }>();
  const single = new Map<string, { source: Source; conditions: RawBuilder<boolean>[] }>();
  return {
    measure(source, measured) {
      const scan = scans.get(source.key) ?? { source, measures: [] };
      scans.set(source.key, scan);
      const place = [...scans.keys()].indexOf(source.key);
      return sql.ref(`s${place}.v${scan.measures.push(measured) - 1}`);
    },
    meets(source, condition) {
      const scan = single.get(source.key) ?? { source, conditions: [] };
      single.set(source.key, scan);
      const place = [...single.keys()].indexOf(source.key);
      return sql.ref<boolean>(`r${place}.v${scan.conditions.push(condition) - 1}`);
    },
    joins() {
      const joins = [
        ...[...single.values()].map(({ source, conditions }, place) =>
          joinedRow(source, conditions, sql.id(`r${place}`), within),
        ),
        ...[...scans.values()].map(({ source, measures }, place) =>
          joined(source, measures, sql.id(`s${place}`), counted),
        ),
      ];
      return joins.length === 0 ? sql`` : sql.join(joins, sql` `);
    },
  };
}

function joinedRow(
  { rows }: Source,
  conditions: readonly RawBuilder<boolean>[],
  alias: RawBuilder<unknown>,
  within: Within,
): RawBuilder<unknown> {
  const values = conditions.map((condition, index) => sql`${condition} as ${sql.id(`v${index}`)}`);
  return sql`left join (select x.customer_id, ${sql.join(values)} from ${rows} x
    where ${within(sql.ref('x.customer_id'))}) ${alias} on ${alias}.customer_id = c.id`;
}

function joined(
  { rows }: Source,
  measures: readonly Measured[],
  alias: RawBuilder<unknown>,
  within: Within,
): RawBuilder<unknown> {
  const first = measures[0]!.among;
  const shared = measures.every(({ among }) => among?.key === first?.key) ? first?.rows : undefined;
  const wheres = measures.map(({ among, where }) => both(shared ? undefined : among?.rows, where));
  const only = measures.length === 1;
  const values = measures.map(({ value }, index) => {
    const where = wheres[index];
    const kept = where && !only ? sql`${value} filter (where ${where})` : value;
    return sql`${kept} as ${sql.id(`v${index}`)}`;
  });
  const wanted = wheres.every((where) => where !== undefined)
    ? sql<boolean>`(${sql.join(wheres, sql` or `)})`
    : undefined;
  return sql`left join (select x.customer_id, ${sql.join(values)} from ${rows} x
    where ${both(shared, wanted) ?? sql`true`} and ${within(sql.ref('x.customer_id'))}
    group by x.customer_id) ${alias} on ${alias}.customer_id = c.id`;
}

function both(
  one: RawBuilder<boolean> | undefined,
  other: RawBuilder<boolean> | undefined,
): RawBuilder<boolean> | undefined {
  return one && other ? sql<boolean>`(${one} and ${other})` : (one ?? other);
}
