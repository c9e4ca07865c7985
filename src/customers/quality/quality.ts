import type { Context } from '#platform/db/context.ts';
import { reads } from '../fields/field-rights.ts';
import { measuredField } from './measured-fields.contract.ts';
import type { FieldQuality } from './quality.contract.ts';
import { qualityOfCustomers, qualityOfRecords, type SourceQuality } from './quality.queries.ts';

export interface Quality {
  of: 'customers' | 'records';
  total: number;
  fields: FieldQuality[];
  measuredAt: string;
}

/** Completeness and validity of all customers, or of what a source or an import brought, in the fields that the actor may read. */
export async function dataQuality(
  ctx: Context,
  within: { source?: string | undefined; importId?: string | undefined },
): Promise<Quality> {
  const measuredAt = ctx.clock.now().toISOString();
  if (!within.source && !within.importId)
    return { of: 'customers', ...readable(ctx, await qualityOfCustomers(ctx)), measuredAt };
  const parts = await qualityOfRecords(ctx, within);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return { of: 'records', total, ...readable(ctx, { fields: summed(parts) }), measuredAt };
}

/** The same of every source. */
export async function qualityBySource(ctx: Context): Promise<{ items: SourceQuality[]; measuredAt: string }> {
  const items = (await qualityOfRecords(ctx)).map((part) => readable(ctx, part));
  return { items, measuredAt: ctx.clock.now().toISOString() };
}

function readable<Part extends { fields: FieldQuality[] }>(ctx: Context, part: Part): Part {
  return { ...part, fields: part.fields.filter(({ field }) => reads(ctx, field)) };
}

function summed(parts: readonly SourceQuality[]): FieldQuality[] {
  return measuredField.options.map((field, index) => {
    const sum = { field, expected: 0, filled: 0, invalid: 0 };
    for (const { fields } of parts) {
      sum.expected += fields[index]!.expected;
      sum.filled += fields[index]!.filled;
      sum.invalid += fields[index]!.invalid;
    }
    return sum;
  });
}
