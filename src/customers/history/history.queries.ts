import { type RawBuilder, sql } from 'kysely';
import { rightsToFields } from '#platform/access/actor.ts';
import { rightIn } from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { type FieldKind, givenFieldList, storedName } from '../fields/customer-fields.contract.ts';
import { readsStandIns, rightTo } from '../fields/field-rights.ts';
import type { ValueChange } from './history.contract.ts';

export interface HistoryPage {
  id: string;
  field?: string | undefined;
  cursor?: string | undefined;
  limit: number;
}

/**
 * A page of what changed of a customer, newest first, as far as the actor may see each field. Names are left out for
 * whoever may not read what stands in for an unknown one, and so are custom fields that are no longer in use.
 */
export async function changesOf(
  ctx: Context,
  input: HistoryPage,
): Promise<{ items: ValueChange[]; next: string | null }> {
  const cursor = decodeCursor(input.cursor, 'history');
  const { right, kind } = rightsAsSql(ctx);
  const { rows } = await sql<ValueChange>`
    select v.id, v.field, v.changed_at as at, ${shown('before')} as before, ${shown('after')} as after,
      v.changed_by as by, v.way, case when v.way = 'work' then v.cause_id end::text as "workId",
      case when v.way in ('import', 'undo') then v.cause_id end::text as "importId",
      (select json_build_object('importId', r.import_id::text, 'rowNo', r.row_no::text) from customers.source_records r
        where r.customer_id = ${input.id} and r.id = v.record_id and r.import_id is not null) as "from"
    from (select h.*, ${right} as may, coalesce(f.type, ${kind}) as kind from customers.value_changes h
      left join customers.custom_fields f on h.field = 'field.' || f.key and f.archived_at is null
      where h.customer_id = ${input.id} and (f.id is not null or h.field not like 'field.%')
        ${input.field === undefined ? sql`` : sql`and h.field = ${storedName(input.field)}`}
        ${cursor ? sql`and h.id < ${cursor.id}::bigint` : sql``}) v
    where v.may <> 'hidden' ${readsStandIns(ctx) ? sql`` : sql`and v.field <> 'display_name'`}
    order by v.id desc limit ${input.limit + 1}`.execute(ctx.tx);
  const items = rows.slice(0, input.limit).map((row) => ({ ...row, field: apiName(row.field) }));
  const last = items.at(-1);
  const next =
    rows.length > input.limit && last ? encodeCursor({ sort: 'history', value: null, id: last.id }) : null;
  return { items, next };
}

/** Over a row `v`: a value as far as its field may be seen; a list or a flag that is masked is not. */
function shown(column: 'before' | 'after'): RawBuilder<unknown> {
  const value = sql.ref(`v.${column}`);
  return sql`case when v.may = 'masked' then to_jsonb(customers.masked(v.kind, ${value} #>> '{}'))
    when jsonb_typeof(${value}) = 'number' then to_jsonb(${value} #>> '{}') else ${value} end`;
}

/** Over a row `h`: what the actor may do with its field, and the kind of value by which it is masked. */
function rightsAsSql(ctx: Context): { right: RawBuilder<string>; kind: RawBuilder<FieldKind> } {
  const rights = rightsToFields(ctx.actor, 'customers');
  const named = Object.fromEntries([
    ...givenFieldList.map(({ key }) => [storedName(key), rightTo(ctx, key)]),
    ...Object.entries(rights).filter(([key]) => key.includes('.')),
  ]);
  const kinds = Object.fromEntries(givenFieldList.map(({ key, kind }) => [storedName(key), kind]));
  return {
    right: sql`coalesce(${JSON.stringify(named)}::jsonb ->> h.field, case when h.field like 'field.%'
      then ${rightIn(rights, 'field.')} when h.field like 'custom.%' then ${rightIn(rights, 'custom.')} else 'hidden' end)`,
    kind: sql`coalesce(${JSON.stringify(kinds)}::jsonb ->> h.field, 'text')`,
  };
}

/** The name of a stored field in the API: `postal_code` is `postalCode`. */
function apiName(stored: string): string {
  if (/^(field|custom)\./.test(stored)) return stored;
  return stored.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
