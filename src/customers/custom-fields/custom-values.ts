import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import { refuseUnwritable, rightTo } from '../fields/field-rights.ts';
import type { CustomerKind } from '../profiles/customer-edit.contract.ts';
import { nameOf } from './custom-choices.ts';
import { type CustomField, type FieldOwner, guardedAs } from './custom-fields.contract.ts';
import { openFields } from './custom-fields.queries.ts';
import {
  type CustomEdits,
  type CustomValue,
  checkedValue,
  type customEditRefusals,
  longestUnique,
} from './custom-value.contract.ts';
import { claimValue, storedKey, valuesOfCustomer } from './custom-values.queries.ts';

type Refusal = (typeof customEditRefusals)[number];

/** Values that differ from the stored ones, with their fields; null clears. */
export type FieldChange = { field: CustomField; value: CustomValue | null };

/** Whose values are edited: what it has (undefined: it is new and needs all required ones), and which fields fit it. */
export interface ValuesToEdit {
  of: FieldOwner;
  stored: ReadonlyMap<string, CustomValue> | undefined;
  fits?: (field: CustomField) => boolean;
}

/** `changesOfValues` of a customer; without id of a new one. */
export async function changesOfEdit(
  ctx: Context,
  edits: CustomEdits | undefined,
  { id, kind }: { id?: string; kind: CustomerKind },
): Promise<FieldChange[]> {
  if (id !== undefined && edits === undefined) return [];
  return changesOfValues(ctx, edits, {
    of: 'customer',
    stored: id === undefined ? undefined : await valuesOfCustomer(ctx, id),
    fits: ({ kinds }) => kinds.includes(kind),
  });
}

/**
 * What a hand edit changes in the custom fields of something. Definitions stay as they are until the transaction ends.
 * Fails with customers.field_not_writable and with the codes of `customEditRefusals`, which name every field at fault.
 */
export async function changesOfValues(
  ctx: Context,
  edits: CustomEdits | undefined,
  { of, stored, fits = () => true }: ValuesToEdit,
): Promise<FieldChange[]> {
  const asked = new Map(Object.entries(edits ?? {}));
  if (stored && asked.size === 0) return [];
  refuseUnwritable(
    ctx,
    [...asked.keys()].map((key) => storedKey({ key })),
    guardedAs(of),
  );
  const fields = await openFields(ctx, { of, hold: true });
  const problems: Problem[] = [];
  for (const key of asked.keys())
    if (!fields.some((field) => field.key === key))
      problems.push(problem(key, key, 'customers.field_unknown'));
  const changes: FieldChange[] = [];
  for (const field of fields) {
    const isOfKind = fits(field);
    const input = asked.get(field.key) ?? null;
    const known = stored?.get(field.key);
    const isAsked = asked.has(field.key);
    if (input === null) {
      // Whoever may not write a required field leaves it to those who may.
      const isMissed = stored
        ? isAsked && known !== undefined
        : rightTo(ctx, storedKey(field), guardedAs(of)) === 'write';
      if (field.required && isOfKind && isMissed)
        problems.push(problem(field.key, nameOf(field), 'customers.field_required'));
      else if (isAsked && known !== undefined) changes.push({ field, value: null });
      continue;
    }
    const value = await acceptable(ctx, field, input, known);
    if (!isOfKind) problems.push(problem(field.key, nameOf(field), 'customers.field_of_other_kind'));
    else if (value === undefined)
      problems.push(problem(field.key, nameOf(field), `customers.field_wrong_${field.type}`));
    else if (JSON.stringify(value) !== JSON.stringify(known)) changes.push({ field, value });
  }
  refuse(problems);
  return changes;
}

/**
 * What an edit of many customers changes, whatever each of them has. Fails as `changesOfValues`, and with
 * customers.field_unique_for_many where no two may have the same value.
 */
export async function changesOfMany(ctx: Context, edits: CustomEdits): Promise<FieldChange[]> {
  const keys = Object.keys(edits);
  const stored = new Map(keys.map((key) => [key, unlikeAny]));
  const changes = await changesOfValues(ctx, edits, { of: 'customer', stored });
  const unique = changes.find(({ field }) => field.unique);
  if (unique)
    throw fail('invalid', 'customers.field_unique_for_many', { values: { field: nameOf(unique.field) } });
  return changes;
}

/** A value that no field takes: every edit differs from it, clearing too. */
const unlikeAny: CustomValue = [];

/** What something new has after these changes, by key. */
export function valuesAfter(changes: readonly FieldChange[]): Record<string, CustomValue | null> {
  return Object.fromEntries(changes.map(({ field, value }) => [field.key, value]));
}

/** Takes the values of unique fields for a customer. Fails with customers.field_value_taken. */
export async function claimChanges(
  ctx: Context,
  customerId: string,
  changes: readonly FieldChange[],
): Promise<void> {
  await claimWith(changes, (fieldId, value) => claimValue(ctx, fieldId, customerId, value));
}

/** Takes the values of unique fields by way of `claim`, which tells whether they are ours. Fails with customers.field_value_taken. */
export async function claimWith(
  changes: readonly FieldChange[],
  claim: (fieldId: string, value: string | null) => Promise<boolean>,
): Promise<void> {
  const taken: Problem[] = [];
  // In one order for all, so that no two wait for each other.
  const ordered = changes
    .filter(({ field }) => field.unique)
    .toSorted((a, b) => Number(a.field.id) - Number(b.field.id));
  for (const { field, value } of ordered) {
    const mine = await claim(field.id, value === null ? null : String(value));
    if (!mine) taken.push(problem(field.key, nameOf(field), 'customers.field_value_taken'));
  }
  refuse(taken);
}

async function acceptable(
  ctx: Context,
  field: CustomField,
  input: CustomValue,
  known: CustomValue | undefined,
): Promise<CustomValue | undefined> {
  const value = checkedValue(field, input, known);
  if (value === undefined || value === known) return value;
  if (field.unique && String(value).length > longestUnique) return undefined;
  if (field.type !== 'person') return value;
  return (await ctx.assignee(String(value)))?.active ? value : undefined;
}

interface Problem {
  key: string;
  name: string;
  code: Refusal;
}

function problem(key: string, name: string, code: Refusal): Problem {
  return { key, name, code };
}

function refuse(problems: readonly Problem[]): void {
  const [first] = problems;
  if (!first) return;
  throw fail('invalid', first.code, {
    values: { field: first.name },
    errors: problems.map(({ key, name, code }) => ({
      ...{ path: `customFields.${key}`, code, message: code },
      values: { field: name },
    })),
  });
}
