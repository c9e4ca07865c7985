import { mayDo } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { Mapping } from './reading/reading.contract.ts';
import type { SetUp } from './set-up.ts';

type Asking = Pick<Context, 'actor'>;

/** Whether the actor may read identity numbers whole, and so have them stored. */
export function mayReadIdentityNumbers({ actor }: Asking): boolean {
  return mayDo(actor, 'customers.sensitive');
}

/** Refuses a mapping that stores identity numbers to whoever may not read them, unless it stood so before. */
export function refuseIdentityNumbers(ctx: Asking, mapping: Mapping, before?: Mapping | null): void {
  if (mayReadIdentityNumbers(ctx)) return;
  const known = new Set(before ? columnsOfThem(before) : []);
  if (columnsOfThem(mapping).every((column) => known.has(column))) return;
  throw fail('forbidden', 'ingestion.identity_numbers_not_allowed');
}

/** What a recipe or an earlier import says of a file, without identity numbers where the actor may not read them. */
export function allowedSetUp(ctx: Asking, setUp: SetUp): SetUp {
  const { mapping } = setUp;
  if (mayReadIdentityNumbers(ctx) || columnsOfThem(mapping).length === 0) return setUp;
  const columns = mapping.columns.filter(({ field }) => field !== 'customer.resident_id');
  // Nobody reads them, but masked they stay.
  const sensitive = [...new Set([...(mapping.sensitive ?? []), ...columnsOfThem(mapping)])];
  return { ...setUp, mapping: { ...mapping, columns, sensitive } };
}

/** Positions of the columns whose cells are identity numbers by the mapping, read or not. */
export function identityColumns(mapping: Mapping): number[] {
  return [...new Set([...(mapping.sensitive ?? []), ...columnsOfThem(mapping)])];
}

function columnsOfThem({ columns }: Mapping): number[] {
  return columns.filter(({ field }) => field === 'customer.resident_id').map(({ column }) => column);
}
