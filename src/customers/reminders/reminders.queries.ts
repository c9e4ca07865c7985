import { type RawBuilder, sql } from 'kysely';
import { type Actor, actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { reads } from '../fields/field-rights.ts';
import { shownValue } from '../fields/shown-fields.queries.ts';
import { mayChange, visibleCustomers } from '../profiles/visible-customers.queries.ts';
import { mostRemindersCounted, type NextStep, type Reminder } from './reminders.contract.ts';

interface PageInput {
  cursor?: string | undefined;
  limit: number;
}

interface RemindersPage {
  items: Reminder[];
  next: string | null;
}

/** Whoever may change the customer, and whoever the reminder was given to by name while they see the customer. */
function mayChangeIt(ctx: Context): RawBuilder<boolean> {
  const { actor } = ctx;
  if (actor.kind !== 'user' || !actor.permissions.has('customers.write')) return mayChange(ctx);
  return sql`(${mayChange(ctx)} or coalesce(r.assignee_id = ${actor.userId}::bigint, false))`;
}

const columnsOf = (
  ctx: Context,
) => sql`r.id, r.customer_id as "customerId", ${shownValue(ctx, 'displayName')} as "customerName",
  c.kind as "customerKind", r.text, r.due_at as "dueAt", r.assignee_id as "assigneeId",
  (${shownValue(ctx, 'ownerId')})::bigint as "ownerId",
  ${reads(ctx, 'ownerId') ? sql`r.user_id` : sql`r.assignee_id`} as "userId",
  r.made_by as "madeBy", r.made_at as "madeAt", r.done_at as "doneAt",
  r.done_by as "doneBy", r.version, ${mayChangeIt(ctx)} as "mayChange"`;

const tables = sql`customers.reminders r join customers.customers c on c.id = r.customer_id`;

/** A page of the open reminders of the actor about customers whom they see, by when they are due. */
export async function remindersOfActor(ctx: Context, { cursor, limit }: PageInput): Promise<RemindersPage> {
  if (ctx.actor.kind !== 'user') return { items: [], next: null };
  const from = decodeCursor(cursor, 'due', 'instant');
  const after = from ? sql`and (r.due_at, r.id) > (${from.value}::timestamptz, ${from.id}::bigint)` : sql``;
  const { rows } = await sql<Reminder>`select ${columnsOf(ctx)} from ${tables}
    where r.done_at is null and r.user_id = ${ctx.actor.userId}::bigint and ${visibleCustomers(ctx)} ${after}
    order by r.due_at, r.id limit ${limit + 1}`.execute(ctx.tx);
  return pageOf(rows, limit, (last) => encodeCursor({ sort: 'due', value: last.dueAt, id: last.id }));
}

/** Those of these reminders that are open, the actor's, and about customers whom they see; by id. */
export async function openOfActor(
  ctx: Context,
  given: readonly { customerId: string; reminderId: string }[],
): Promise<Map<string, Reminder>> {
  if (ctx.actor.kind !== 'user') return new Map();
  const { rows } = await sql<Reminder>`select ${columnsOf(ctx)} from ${tables}
    where (r.customer_id, r.id) in (select * from unnest(${given.map((one) => one.customerId)}::bigint[],
        ${given.map((one) => one.reminderId)}::bigint[]))
      and r.done_at is null and r.user_id = ${ctx.actor.userId}::bigint and ${visibleCustomers(ctx)}`.execute(
    ctx.tx,
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** The open reminders of the actor: due before `now`, from then until `tomorrow`, and later; each up to `mostRemindersCounted`. */
export async function countOfActor(ctx: Context, now: Date, tomorrow: Date) {
  const { actor } = ctx;
  if (actor.kind !== 'user') return { overdue: 0, today: 0, later: 0 };
  const count = (due: RawBuilder<boolean>) => sql<number>`(select count(*)::int from (select from ${tables}
    where r.done_at is null and r.user_id = ${actor.userId}::bigint and ${due} and ${visibleCustomers(ctx)}
    order by r.due_at, r.id limit ${mostRemindersCounted}) counted)`;
  const { rows } = await sql<{ overdue: number; today: number; later: number }>`
    select ${count(sql`r.due_at < ${now}`)} as overdue,
      ${count(sql`r.due_at >= ${now} and r.due_at < ${tomorrow}`)} as today,
      ${count(sql`r.due_at >= ${tomorrow} and r.due_at >= ${now}`)} as later`.execute(ctx.tx);
  return rows[0]!;
}

/** A page of the reminders about a customer whom the actor sees. */
export async function remindersAbout(
  ctx: Context,
  { id, cursor, limit, done }: PageInput & { id: string; done: boolean },
): Promise<RemindersPage> {
  const sort = done ? 'done' : 'due';
  const from = decodeCursor(cursor, sort, 'instant');
  const time = done ? sql`r.done_at` : sql`r.due_at`;
  const isLater = done ? sql`<` : sql`>`;
  const order = done ? sql`desc` : sql`asc`;
  const after = from
    ? sql`and (${time}, r.id) ${isLater} (${from.value}::timestamptz, ${from.id}::bigint)`
    : sql``;
  const { rows } = await sql<Reminder>`select ${columnsOf(ctx)} from ${tables}
    where r.customer_id = ${id} and r.done_at is ${done ? sql`not null` : sql`null`}
      and ${visibleCustomers(ctx, 'any')} ${after}
    order by ${time} ${order}, r.id ${order} limit ${limit + 1}`.execute(ctx.tx);
  return pageOf(rows, limit, (last) =>
    encodeCursor({ sort, value: (done ? last.doneAt : last.dueAt)!, id: last.id }),
  );
}

function pageOf(rows: Reminder[], limit: number, cursorOf: (last: Reminder) => string): RemindersPage {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? cursorOf(items.at(-1)!) : null };
}

/** One reminder about a customer whom the actor sees; `lock` keeps it as it is until the transaction ends. */
export async function findReminder(
  ctx: Context,
  customerId: string,
  id: string,
  options: { lock?: boolean } = {},
): Promise<Reminder | undefined> {
  const lock = options.lock ? sql`for update of r` : sql``;
  const { rows } = await sql<Reminder>`select ${columnsOf(ctx)} from ${tables}
    where r.customer_id = ${customerId} and r.id = ${id} and ${visibleCustomers(ctx, 'any')} ${lock}`.execute(
    ctx.tx,
  );
  return rows[0];
}

/** Those of these customers that this user, not the one who acts, sees. */
export async function seenBy(
  ctx: Context,
  actor: Actor,
  customerIds: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`select c.id from customers.customers c
    where c.id = any(${customerIds}::bigint[]) and ${visibleCustomers({ actor }, 'any')}`.execute(ctx.tx);
  return new Set(rows.map(({ id }) => id));
}

const whoseItIs = (assigneeId: string | null | undefined, customerId: string) =>
  sql`coalesce(${assigneeId ?? null}::bigint, (select owner_id from customers.customers where id = ${customerId}))`;

/** Of a customer held with `holdOwners`. */
export async function insertReminder(ctx: Context, customerId: string, step: NextStep): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into customers.reminders (customer_id, text, due_at, assignee_id, user_id, made_by, made_at)
    values (${customerId}, ${step.text}, ${step.dueAt}, ${step.assigneeId ?? null}, ${whoseItIs(step.assigneeId, customerId)},
      ${actorName(ctx.actor)}, ${ctx.clock.now()})
    returning id`.execute(ctx.tx);
  return rows[0]!.id;
}

/** Writes a reminder anew, of a customer held with `holdOwners`; whoever has it from now on hears of its being due once more. */
export async function rewriteReminder(
  ctx: Context,
  { id, customerId }: Reminder,
  { text, dueAt, assigneeId, done }: Required<NextStep> & { done: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`update customers.reminders set text = ${text}, due_at = ${dueAt}, assignee_id = ${assigneeId},
      user_id = ${whoseItIs(assigneeId, customerId)},
      done_at = case when ${done} then coalesce(done_at, ${now}) end,
      done_by = case when ${done} then coalesce(done_by, ${actorName(ctx.actor)}) end,
      told_at = case when (due_at, assignee_id) is not distinct from (${dueAt}::timestamptz, ${assigneeId}::bigint)
        then told_at end,
      version = version + 1
    where customer_id = ${customerId} and id = ${id}`.execute(ctx.tx);
}

export async function deleteReminder(ctx: Context, { id, customerId }: Reminder): Promise<void> {
  await sql`delete from customers.reminders where customer_id = ${customerId} and id = ${id}`.execute(ctx.tx);
}

export interface DueReminder {
  customerId: string;
  reminderId: string;
  userId: string;
  dueAt: string;
}

/** Marks up to `limit` reminders that are due and somebody's as told, and gives them back. */
export async function markDue(ctx: Context, limit: number): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    with due as (
      select customer_id, id from customers.reminders where ${untold(ctx)} order by due_at, id limit ${limit}
      for update skip locked
    )
    update customers.reminders r set told_at = ${ctx.clock.now()} from due
    where r.customer_id = due.customer_id and r.id = due.id
    returning r.customer_id as "customerId", r.id as "reminderId", r.due_at as "dueAt", r.user_id as "userId"`.execute(
    ctx.tx,
  );
  return rows;
}

/** Those by name among the first `limit` that `markDue` would take. */
export async function dueByName(ctx: Context, limit: number): Promise<DueReminder[]> {
  const { rows } = await sql<DueReminder>`
    select customer_id as "customerId", id as "reminderId", due_at as "dueAt", user_id as "userId"
    from customers.reminders where ${untold(ctx)} and assignee_id is not null
    order by due_at, id limit ${limit}`.execute(ctx.tx);
  return rows;
}

const untold = (ctx: Context) =>
  sql`done_at is null and told_at is null and user_id is not null and due_at <= ${ctx.clock.now()}`;
