import type { Context } from '#platform/db/context.ts';
import { measuredField } from './measured-fields.contract.ts';
import type { FieldQuality } from './quality.contract.ts';
import { qualityOfCustomers, qualityOfRecords, type SourceQuality } from './quality.queries.ts';

export interface Quality {
  of: 'customers' | 'records';
  total: number;
  fields: FieldQuality[];
  measuredAt: string;
}

/** Completeness and validity of all customers, or of what a source or an import brought. */
export async function dataQuality(
  ctx: Context,
  within: { source?: string | undefined; importId?: string | undefined },
): Promise<Quality> {
  const measuredAt = ctx.clock.now().toISOString();
  if (!within.source && !within.importId)
    return { of: 'customers', ...(await qualityOfCustomers(ctx)), measuredAt };
  const parts = await qualityOfRecords(ctx, within);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return { of: 'records', total, fields: summed(parts), measuredAt };
}

/** The same of every source. */
export async function qualityBySource(ctx: Context): Promise<{ items: SourceQuality[]; measuredAt: string }> {
  return { items: await qualityOfRecords(ctx), measuredAt: ctx.clock.now().toISOString() };
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
