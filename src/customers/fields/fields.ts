import type { Context } from '#platform/db/context.ts';
import { type CustomerField, givenFieldList } from './customer-fields.contract.ts';

/** Every field that customers have here, in the order in which pages name them. */
export async function customerFields(_ctx: Context): Promise<readonly CustomerField[]> {
  return givenFieldList;
}
