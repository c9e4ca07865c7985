import { sql } from 'kysely';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import type { CustomerDetail } from '../profiles/profiles.contract.ts';
import { getCustomer } from '../profiles/profiles.ts';
import { type Arriving, arrivalValues } from './arriving.ts';
import type { CustomerCandidate } from './candidates.ts';
import { type EnsuredCustomer, type EnsureRequest, ensureCustomers } from './ensure-customers.ts';
import { sourceNamed } from './sources.queries.ts';

export interface ImportWorld {
  platform: TestPlatform;
  /** The source of candidates unless another is named. */
  shop: string;
  till: string;
  /** A prefix that nothing else uses. */
  fresh(): string;
  ensure(candidates: CustomerCandidate[], options?: Partial<EnsureRequest>): Promise<EnsuredCustomer[]>;
  one(id: string): Promise<CustomerDetail>;
  /** All that is stored about customers, and how many events and audit entries there are. */
  footprint(): Promise<string>;
}

/** A fresh database with two sources. */
export async function importWorld(): Promise<ImportWorld> {
  const platform = await testPlatform();
  const shop = await platform.run((ctx) => sourceNamed(ctx, 'Shop'));
  const till = await platform.run((ctx) => sourceNamed(ctx, 'Till'));
  let used = 0;
  return {
    platform,
    shop,
    till,
    fresh() {
      used += 1;
      return `T${used}-`;
    },
    ensure: (candidates, options = {}) =>
      platform.run((ctx) => ensureCustomers(ctx, { sourceId: shop, origin: {}, candidates, ...options })),
    one: (id) => platform.run((ctx) => getCustomer(ctx, id)),
    async footprint() {
      const { rows } = await sql<{ all: string }>`
        select concat((select json_agg(c order by id) from customers.customers c),
          (select json_agg(r order by id) from customers.source_records r),
          (select json_agg(p order by id) from customers.contact_points p),
          (select json_agg(s order by customer_id) from customers.search s),
          (select json_agg(i order by kind, value) from customers.identities i),
          (select count(*) from platform.outbox), (select count(*) from platform.audit_entries)) as all`.execute(
        platform.database.db,
      );
      return rows[0]!.all;
    },
  };
}

/** An arriving customer, as cleaning would give it. */
export function arriving(told: Partial<Arriving> & { name?: string; phone?: string }): Arriving {
  const { name, phone, ...rest } = told;
  return {
    externalId: null,
    tags: [],
    notes: null,
    ...rest,
    fields: { ...(name === undefined ? {} : { display_name: name }), ...rest.fields },
    contacts: [
      ...(phone === undefined
        ? []
        : [{ kind: 'phone' as const, value: phone, entered: phone, certain: true }]),
      ...(rest.contacts ?? []),
    ],
    payload: rest.payload ?? { name, phone },
  };
}

/** Lines of COPY text, numbered from `firstRow`. */
export function copyOf(rows: readonly Arriving[], firstRow = 1): Buffer {
  const escaped = (value: string | null) =>
    value === null ? '\\N' : value.replace(/[\\\t\n\r]/g, (mark) => copyEscapes[mark]!);
  return Buffer.from(
    rows
      .map((row, index) => `${[String(firstRow + index), ...arrivalValues(row)].map(escaped).join('\t')}\n`)
      .join(''),
  );
}

const copyEscapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
