import { mayDo } from '#platform/access/actor.ts';
import type { AddedValues, Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { InputOf } from '#platform/http/contract.ts';
import { valuesOfActivities } from '../activities/activity-values.queries.ts';
import { withinTime } from '../conditions/within-time.queries.ts';
import { reads, rightTo } from '../fields/field-rights.ts';
import { refuseNarrowReach } from '../profiles/needs-all.ts';
import { choicesToStore, inBoth, nameOf } from './custom-choices.ts';
import {
  type CustomField,
  type CustomFieldKind,
  type customFieldsContract,
  type FieldGroup,
  type FieldOwner,
  guardedAs,
  kindsOfOwner,
  meetsFieldsOf,
  mostFields,
  mostGroups,
} from './custom-fields.contract.ts';
import {
  deleteGroup,
  insertField,
  insertGroup,
  lockField,
  lockFields,
  openFields,
  orderFields,
  readFields,
  readGroups,
  renameGroup,
  writeField,
} from './custom-fields.queries.ts';
import { longestUnique, uniqueTypes } from './custom-value.contract.ts';
import { valuesOfCustomers } from './custom-values.queries.ts';

type Inputs = {
  [Name in keyof typeof customFieldsContract.endpoints]: InputOf<
    (typeof customFieldsContract.endpoints)[Name]
  >;
};

/** The definitions that the actor may meet in a form, a list or a file: none of what is hidden from them. */
export async function fieldsShown(ctx: Context): Promise<{ groups: FieldGroup[]; items: CustomField[] }> {
  const [groups, all] = [await readGroups(ctx), await readFields(ctx)];
  if (mayDo(ctx.actor, 'customers.fields')) return { groups, items: all };
  const items = all.filter(
    ({ key, of }) =>
      meetsFieldsOf[of].some((permission) => mayDo(ctx.actor, permission)) &&
      rightTo(ctx, `field.${key}`, guardedAs(of)) !== 'hidden',
  );
  return { groups: groups.filter(({ id }) => items.some(({ groupId }) => groupId === id)), items };
}

/**
 * Adds a field. Fails with customers.field_key_taken, customers.too_many_fields, customers.field_group_not_found,
 * customers.field_choices_wrong and customers.field_not_of_type.
 */
export async function createField(ctx: Context, input: Inputs['createCustomField']): Promise<CustomField> {
  refuseNarrowReach(ctx);
  await lockFields(ctx);
  const { of = 'customer' } = input;
  await refuseTooMany(ctx, of);
  const { type, kinds = kindsOfOwner[of], groupId = null, required = false, unique = false } = input;
  await refuseUnknownGroup(ctx, groupId);
  if (input.currency !== undefined && type !== 'money') throw notOfType(type, 'currency');
  if (unique && !uniqueTypes.includes(type)) throw notOfType(type, 'unique');
  refuseKinds(of, kinds);
  const field = await insertField(ctx, {
    key: input.key ?? (await freeKey(ctx)),
    type,
    of,
    kinds: [...new Set(kinds)],
    groupId,
    label: inBoth(input.label),
    hint: input.hint ? inBoth(input.hint) : null,
    choices: choicesToStore(type, input.choices),
    currency: type === 'money' ? (input.currency ?? (await ctx.organisation()).currency) : null,
    required,
    unique,
  });
  if (!field) throw fail('conflict', 'customers.field_key_taken', { values: { key: input.key ?? '' } });
  await ctx.audit('customers.create_custom_field', `custom_field:${field.id}`, { key: field.key, type });
  return field;
}

/**
 * Edits a field; one that becomes unique must not have a value twice. Fails as `createField`, and with
 * customers.field_not_found, customers.field_changed (with the present field), customers.field_choice_in_use,
 * customers.field_values_repeat, customers.field_values_too_long and customers.field_values_too_many.
 */
export async function updateField(ctx: Context, input: Inputs['updateCustomField']): Promise<CustomField> {
  refuseNarrowReach(ctx);
  await lockFields(ctx);
  if (input.unique) await refuseUnfitBeforehand(ctx, input.id);
  const lock = () => lockField(ctx, input.id);
  // An import that tells the field may hold it for long.
  const field = await (input.unique ? inTime(ctx, lock) : lock());
  if (!field) throw fail('notFound', 'customers.field_not_found');
  if (String(field.version) !== ctx.ifMatch)
    throw fail('conflict', 'customers.field_changed', { current: field });
  const { archived = field.archivedAt !== null } = input;
  if (!archived && field.archivedAt !== null) await refuseTooMany(ctx, field.of);
  if (input.groupId) await refuseUnknownGroup(ctx, input.groupId);
  refuseKinds(field.of, input.kinds ?? []);
  const next: CustomField = {
    ...field,
    kinds: input.kinds ? [...new Set(input.kinds)] : field.kinds,
    groupId: input.groupId === undefined ? field.groupId : input.groupId,
    label: input.label ? inBoth(input.label) : field.label,
    hint: input.hint === undefined ? field.hint : input.hint && inBoth(input.hint),
    choices: input.choices ? await choicesOfEdit(ctx, field, input.choices) : field.choices,
    required: input.required ?? field.required,
    unique: input.unique ?? field.unique,
    archivedAt: archived ? (field.archivedAt ?? ctx.clock.now().toISOString()) : null,
  };
  const changed = Object.keys(next).filter(
    (key) =>
      JSON.stringify(next[key as keyof CustomField]) !== JSON.stringify(field[key as keyof CustomField]),
  );
  if (changed.length === 0) return field;
  if (next.unique !== field.unique) await changeUnique(ctx, next);
  const written = await writeField(ctx, next);
  await ctx.audit('customers.update_custom_field', `custom_field:${field.id}`, { key: field.key, changed });
  return written;
}

async function choicesOfEdit(
  ctx: Context,
  field: CustomField,
  input: NonNullable<Inputs['updateCustomField']['choices']>,
): Promise<CustomField['choices']> {
  const next = choicesToStore(field.type, input, field.choices);
  const gone = field.choices.filter(({ key }) => !next.some((choice) => choice.key === key));
  const keys = gone.map(({ key }) => key);
  const used = (await valuesWith(ctx, field.of)?.choicesInUse(ctx, field, keys)) ?? keys;
  const kept = gone.find(({ key }) => used.includes(key));
  if (kept) throw fail('conflict', 'customers.field_choice_in_use', { values: { choice: nameOf(kept) } });
  return next;
}

/** Whoever keeps the values of such fields. */
function valuesWith(ctx: Context, of: FieldOwner): AddedValues | undefined {
  const ours = { customer: valuesOfCustomers, activity: valuesOfActivities };
  return of === 'order' ? ctx.addedValues.get(of) : ours[of];
}

async function changeUnique(ctx: Context, field: CustomField): Promise<void> {
  const values = valuesWith(ctx, field.of);
  if (!values) throw notOfType(field.of, 'unique');
  if (!field.unique) return values.releaseAll(ctx, field);
  if (!uniqueTypes.includes(field.type)) throw notOfType(field.type, 'unique');
  await inTime(ctx, async () => {
    if (!(await values.claimAll(ctx, field))) await refuseUnfit(ctx, field, values);
  });
}

/** Finds what is in the way while others still write values; they wait while the field is locked. */
async function refuseUnfitBeforehand(ctx: Context, id: string): Promise<void> {
  const field = (await readFields(ctx)).find((each) => each.id === id);
  const values = field && valuesWith(ctx, field.of);
  if (field && values && !field.unique && uniqueTypes.includes(field.type))
    await inTime(ctx, () => refuseUnfit(ctx, field, values));
}

async function refuseUnfit(ctx: Context, field: CustomField, values: AddedValues): Promise<void> {
  const { repeated, long } = await values.unfitValues(ctx, field);
  const shown = (values: string[]) =>
    reads(ctx, `field.${field.key}`, guardedAs(field.of)) ? values.join(', ') : '…';
  if (long.length > 0)
    throw fail('conflict', 'customers.field_values_too_long', {
      values: { value: shown(long), most: longestUnique },
    });
  if (repeated.length > 0)
    throw fail('conflict', 'customers.field_values_repeat', { values: { value: shown(repeated) } });
}

function inTime<Answer>(ctx: Context, work: () => Promise<Answer>): Promise<Answer> {
  return withinTime(ctx, work, 'customers.field_values_too_many');
}

/** Puts fields into an order. */
export async function orderCustomFields(
  ctx: Context,
  { ids }: Inputs['orderCustomFields'],
): Promise<Record<string, never>> {
  refuseNarrowReach(ctx);
  await lockFields(ctx);
  await orderFields(ctx, ids);
  await ctx.audit('customers.order_custom_fields', 'custom_fields', { ids });
  return {};
}

/** Adds a heading. Fails with customers.too_many_field_groups. */
export async function createGroup(ctx: Context, { label }: Inputs['createFieldGroup']): Promise<FieldGroup> {
  refuseNarrowReach(ctx);
  await lockFields(ctx);
  if ((await readGroups(ctx)).length >= mostGroups)
    throw fail('conflict', 'customers.too_many_field_groups', { values: { most: mostGroups } });
  const group = await insertGroup(ctx, inBoth(label));
  await ctx.audit('customers.create_field_group', `field_group:${group.id}`, { label: group.label });
  return group;
}

/** Renames a heading. Fails with customers.field_group_not_found. */
export async function renameFieldGroup(
  ctx: Context,
  { id, label }: Inputs['renameFieldGroup'],
): Promise<FieldGroup> {
  refuseNarrowReach(ctx);
  const group = await renameGroup(ctx, id, inBoth(label));
  if (!group) throw fail('notFound', 'customers.field_group_not_found');
  await ctx.audit('customers.rename_field_group', `field_group:${id}`, { label: group.label });
  return group;
}

/** Removes a heading. Fails with customers.field_group_not_found. */
export async function removeGroup(
  ctx: Context,
  { id }: Inputs['removeFieldGroup'],
): Promise<Record<string, never>> {
  refuseNarrowReach(ctx);
  await lockFields(ctx);
  if (!(await deleteGroup(ctx, id))) throw fail('notFound', 'customers.field_group_not_found');
  await ctx.audit('customers.remove_field_group', `field_group:${id}`);
  return {};
}

function notOfType(type: string, rule: string) {
  return fail('invalid', 'customers.field_not_of_type', { values: { type, rule } });
}

function refuseKinds(of: FieldOwner, kinds: readonly CustomFieldKind[]): void {
  const known: readonly CustomFieldKind[] = kindsOfOwner[of];
  if (!kinds.every((kind) => known.includes(kind))) throw notOfType(of, 'kinds');
}

async function refuseTooMany(ctx: Context, of: FieldOwner): Promise<void> {
  if ((await openFields(ctx, { of })).length >= mostFields)
    throw fail('conflict', 'customers.too_many_fields', { values: { most: mostFields } });
}

async function refuseUnknownGroup(ctx: Context, groupId: string | null): Promise<void> {
  if (groupId === null || (await readGroups(ctx)).some(({ id }) => id === groupId)) return;
  throw fail('notFound', 'customers.field_group_not_found');
}

async function freeKey(ctx: Context): Promise<string> {
  const taken = new Set((await readFields(ctx)).map(({ key }) => key));
  let number = taken.size + 1;
  while (taken.has(`field_${number}`)) number += 1;
  return `field_${number}`;
}
