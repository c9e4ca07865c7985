import { rightsToFields } from '#platform/access/actor.ts';
import {
  isWithinRight,
  kindsWithFields,
  readsEveryField,
  rightIn,
} from '#platform/access/field-rights.contract.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import type { AuditEntry } from './audit.contract.ts';
import { type AuditFilter, listAuditEntries, textQuestion } from './audit.queries.ts';

const sort = 'occurredAt';

export interface AuditFilters {
  actor?: string | undefined;
  action?: string | undefined;
  subject?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
  text?: string | undefined;
  address?: string | undefined;
}

export interface AuditInput extends AuditFilters {
  cursor?: string | undefined;
  limit: number;
}

/** Who did what, when and from where, the newest first. */
export async function audit(
  ctx: Context,
  input: AuditInput,
): Promise<{ items: AuditEntry[]; next: string | null }> {
  const cursor = decodeCursor(input.cursor, sort, 'instant');
  const words = input.text === undefined ? undefined : textQuestion(input.text);
  // A text of signs alone is in no detail.
  if (input.text !== undefined && words === undefined) return { items: [], next: null };
  const before = cursor && { occurredAt: cursor.value ?? '-infinity', id: cursor.id };
  const filter = { ...(await filterOf(ctx, input)), words };
  const rows = await listAuditEntries(ctx.tx, filter, before, input.limit + 1);
  const items = rows.slice(0, input.limit).map(({ subjectKind, subjectId, ...row }) => ({
    ...row,
    subject: subjectId === null ? subjectKind : `${subjectKind}:${subjectId}`,
  }));
  const last = items.at(-1);
  const more = rows.length > input.limit && last;
  return { items, next: more ? encodeCursor({ sort, value: last.occurredAt, id: last.id }) : null };
}

async function filterOf(ctx: Context, input: AuditFilters): Promise<AuditFilter> {
  const { actor, from, to, address } = input;
  const [subjectKind, subjectId] = input.subject?.split(':', 2) ?? [];
  const actions = input.action?.split(',').filter((action) => action !== '');
  const timeZone = from || to ? (await ctx.organisation()).timeZone : 'UTC';
  const withoutDetails = !kindsWithFields.every((kind) => readsEveryField(rightsToFields(ctx.actor, kind)));
  const withoutSubject = kindsWithFields.flatMap((kind) =>
    [...ctx.guardedFields[kind]].flatMap(([field, telling]) =>
      isWithinRight('read', rightIn(rightsToFields(ctx.actor, kind), field)) ? [] : telling,
    ),
  );
  return {
    ...{ actor, from, to, address, subjectKind, subjectId, timeZone, actions },
    ...{ withoutDetails, withoutSubject },
  };
}
