import { type RawBuilder, sql } from 'kysely';
import { rightsToFields } from '#platform/access/actor.ts';
import { type KindWithFields, rightIn } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { valuesInUse } from '../custom-fields/custom-values.queries.ts';
import { hasName } from '../quality/field-conditions.queries.ts';
import {
  type CustomerField,
  type FieldKind,
  type GivenField,
  givenFields,
} from './customer-fields.contract.ts';
import { fieldValue } from './customer-fields.queries.ts';
import { reads, readsStandIns, rightTo } from './field-rights.ts';

type WhoAsks = Pick<Context, 'actor'>;

/** Kinds of which a part tells little; of the others nothing is shown. */
const maskedKinds: ReadonlySet<FieldKind> = new Set(['phone', 'email', 'name', 'date', 'text', 'url']);

const contactKinds = ['phone', 'email', 'wechat', 'website'] as const;

/**
 * The one place that turns rights into SQL: the value of a field, over `c` and `t`, as the actor may see it. Hidden is
 * null; a hidden name is the number of the customer, so that there is something to open it by.
 */
export function shownValue(
  ctx: WhoAsks,
  field: string | Pick<CustomerField, 'key' | 'kind'>,
): RawBuilder<unknown> {
  const key = typeof field === 'string' ? field : field.key;
  const right = rightTo(ctx, key);
  if (key === 'displayName') return shownName(ctx);
  if (key === 'tags' && !reads(ctx, key)) return sql`'[]'::json`;
  if (right === 'read' || right === 'write') return fieldValue(field);
  const kind = typeof field === 'string' ? kindOf(field) : field.kind;
  return right === 'hidden' ? sql`null::text` : maskedValue(kind, fieldValue(key));
}

/** What a mask leaves of a value; nothing where a part would tell much. */
export function maskedValue(kind: FieldKind, value: RawBuilder<unknown>): RawBuilder<unknown> {
  return maskedKinds.has(kind) ? sql`customers.masked(${kind}, ${value}::text)` : sql`null::text`;
}

/** Fields as columns of a select, as the actor may see them, each named as in the API. */
export function shownColumns(ctx: WhoAsks, keys: readonly string[]): RawBuilder<unknown> {
  return sql.join(keys.map((key) => sql`${shownValue(ctx, key)} as ${sql.id(key)}`));
}

function kindOf(key: string): FieldKind {
  return Object.hasOwn(givenFields, key) ? givenFields[key as GivenField].kind : 'text';
}

function shownName(ctx: WhoAsks): RawBuilder<unknown> {
  const number = sql`'#' || c.id`;
  const right = rightTo(ctx, 'displayName');
  if (right === 'hidden') return number;
  const name = right === 'masked' ? sql`customers.masked('name', c.display_name)` : sql`c.display_name`;
  if (readsStandIns(ctx)) return name;
  return sql`case when ${hasName} then ${name} else ${number} end`;
}

/** Over a row of customers.contact_points called `p`: the actor may see that there is one. */
export function seesContact(ctx: WhoAsks): RawBuilder<boolean> {
  const hidden = contactKinds.filter((kind) => rightTo(ctx, kind) === 'hidden');
  return hidden.length === 0 ? sql`true` : sql`p.kind <> all(${hidden}::text[])`;
}

/** A phone, an e-mail or the like as the actor may see it, by the column that says its kind. */
export function shownContact(
  ctx: WhoAsks,
  kind: RawBuilder<unknown>,
  value: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const of = (right: string) => contactKinds.filter((each) => rightTo(ctx, each) === right);
  const [hidden, masked] = [of('hidden'), of('masked')];
  if (hidden.length + masked.length === 0) return value;
  return sql`case when ${kind} = any(${hidden}::text[]) then null
    when ${kind} = any(${masked}::text[]) then customers.masked(${kind}, ${value}) else ${value} end`;
}

/**
 * The values of custom fields in use, by key, as the actor may see them: those of the customer `c`, or of something else
 * that has some, by the rights to that kind of record.
 */
export function shownCustomFields(
  ctx: WhoAsks,
  values: RawBuilder<unknown> = sql.ref('c.field_values'),
  kind: KindWithFields = 'customers',
): RawBuilder<unknown> {
  const { rights, rest } = rightsToGroup(ctx, 'field', kind);
  if (rights === undefined) return valuesInUse(values);
  return sql`case when ${values} = '{}' then '{}'::jsonb else (
    select coalesce(jsonb_object_agg(v.key, v.value), '{}') from (
      select e.key, case when coalesce(${rights}::jsonb ->> ('field.' || e.key), ${rest}) = 'masked'
        then to_jsonb(customers.masked(f.type, e.value #>> '{}')) else e.value end as value
      from jsonb_each(${values}) e join customers.custom_fields f on f.key = e.key and f.archived_at is null
      where coalesce(${rights}::jsonb ->> ('field.' || e.key), ${rest}) <> 'hidden') v
    where v.value is not null) end`;
}

/** What the rights say of single fields of a group, as JSON, and of the rest of it; nothing where all are open. */
function rightsToGroup(
  { actor }: WhoAsks,
  group: string,
  kind: KindWithFields,
): { rights?: string; rest: string } {
  const all = rightsToFields(actor, kind);
  const named = Object.entries(all).filter(([key]) => key === group || key.startsWith(`${group}.`));
  const rest = rightIn(all, `${group}.`);
  return named.length === 0 ? { rest } : { rights: JSON.stringify(Object.fromEntries(named)), rest };
}

/** Over `c`: further columns of files by their names, as the actor may see them. */
export function shownCustom(ctx: WhoAsks): RawBuilder<unknown> {
  const { rights, rest } = rightsToGroup(ctx, 'custom', 'customers');
  if (rights === undefined) return sql`c.custom`;
  return sql`(select coalesce(jsonb_object_agg(f.key,
      case f.may when 'masked' then to_jsonb(customers.masked('text', f.value #>> '{}')) else f.value end), '{}')
    from (select e.key, e.value, coalesce(${rights}::jsonb ->> ('custom.' || e.key), ${rest}) as may
      from jsonb_each(c.custom) e) f
    where f.may <> 'hidden')`;
}
