import type { Context } from '#platform/db/context.ts';
import type { CustomField } from '../custom-fields/custom-fields.contract.ts';
import { openFields } from '../custom-fields/custom-fields.queries.ts';
import { type CustomerField, givenFieldList } from './customer-fields.contract.ts';

/** Every field that customers have here, in the order in which pages name them. */
export async function customerFields(ctx: Context): Promise<readonly CustomerField[]> {
  return [...givenFieldList, ...(await openFields(ctx)).map(added)];
}

function added({ key, type, kinds, choices, label, currency }: CustomField): CustomerField {
  const only = kinds.length === 1 ? (kinds[0] as CustomerField['of']) : undefined;
  return {
    key: `field.${key}`,
    kind: type === 'choices' ? 'list' : type,
    label,
    ...(only ? { of: only } : {}),
    ...(type === 'choice' || type === 'choices' ? { choices: choices.map((choice) => choice.key) } : {}),
    ...(currency === null ? {} : { currency }),
    listed: true,
    edited: true,
  };
}
