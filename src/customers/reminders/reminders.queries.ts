import { type RawBuilder, sql } from 'kysely';
import { type Actor, actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { mayChange, visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { NextStep, Reminder } from './reminders.contract.ts';

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

const columnsOf = (ctx: Context) => sql`r.id, r.customer_id as "customerId", c.display_name as "customerName",
  c.kind as "customerKind", r.text, r.due_at as "dueAt", r.assignee_id as "assigneeId",
  c.owner_id as "ownerId", coalesce(r.assignee_id, c.owner_id) as "userId", r.made_by as "madeBy", r.made_at as "madeAt", r.done_at as "doneAt",
  r.done_by as "doneBy", r.version, ${mayChangeIt(ctx)} as "mayChange"`;

const tables = sql`customers.reminders r join customers.customers c on c.id = r.customer_id`;

/** Given to them by name, or to whoever looks after a customer of theirs: two conditions, each with its index. */
const ofUser = (userId: string) => [
  sql`r.assignee_id = ${userId}::bigint`,
  sql`r.assignee_id is null and c.owner_id = ${userId}::bigint`,
];

/** A page of the open reminders of the actor about customers whom they see, by when they are due. */
export async function remindersOfActor(ctx: Context, { cursor, limit }: PageInput): Promise<RemindersPage> {
  if (ctx.actor.kind !== 'user') return { items: [], next: null };
  const from = decodeCursor(cursor, 'due', 'instant');
  const after = from ? sql`and (r.due_at, r.id) > (${from.value}::timestamptz, ${from.id}::bigint)` : sql``;
  const parts = ofUser(ctx.actor.userId).map(
    (whose) => sql`(select ${columnsOf(ctx)} from ${tables}
      where r.done_at is null and ${whose} and ${visibleCustomers(ctx)} ${after}
      order by r.due_at, r.id limit ${limit + 1})`,
  );
  const { rows } = await sql<Reminder>`select * from (${sql.join(parts, sql` union all `)}) mine
    order by "dueAt", id limit ${limit + 1}`.execute(ctx.tx);
  return pageOf(rows, limit, (last) => encodeCursor({ sort: 'due', value: last.dueAt, id: last.id }));
}

/** Those of these reminders that are open, the actor's, and about customers whom they see; by id. */
export async function openOfActor(
  ctx: Context,
  given: readonly { customerId: string; reminderId: string }[],
): Promise<Map<string, Reminder>> {
  if (ctx.actor.kind !== 'user') return new Map();
  const whose = sql.join(ofUser(ctx.actor.userId), sql` or `);
  const { rows } = await sql<Reminder>`select ${columnsOf(ctx)} from ${tables}
    where (r.customer_id, r.id) in (select * from unnest(${given.map((one) => one.customerId)}::bigint[],
        ${given.map((one) => one.reminderId)}::bigint[]))
      and r.done_at is null and (${whose}) and ${visibleCustomers(ctx)}`.execute(ctx.tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The open reminders of the actor: due before `now`, from then until `tomorrow`, and later. */
export async function countOfActor(ctx: Context, now: Date, tomorrow: Date) {
  if (ctx.actor.kind !== 'user') return { overdue: 0, today: 0, later: 0 };
  const parts = ofUser(ctx.actor.userId).map(
    (whose) => sql`select r.due_at from ${tables}
      where r.done_at is null and ${whose} and ${visibleCustomers(ctx)}`,
  );
  const { rows } = await sql<{ overdue: number; today: number; later: number }>`
    select count(*) filter (where due_at < ${now})::int as overdue,
      count(*) filter (where due_at >= ${now} and due_at < ${tomorrow})::int as today,
      count(*) filter (where due_at >= ${tomorrow} and due_at >= ${now})::int as later
    from (${sql.join(parts, sql` union all `)}) mine`.execute(ctx.tx);
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

/** Whether this user, not the one who acts, sees the customer. */
export async function isSeenBy(ctx: Context, actor: Actor, customerId: string): Promise<boolean> {
  const { rows } = await sql`select from customers.customers c
    where c.id = ${customerId} and ${visibleCustomers({ actor }, 'any')}`.execute(ctx.tx);
  return rows.length > 0;
}

export async function insertReminder(ctx: Context, customerId: string, step: NextStep): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into customers.reminders (customer_id, text, due_at, assignee_id, made_by, made_at)
    values (${customerId}, ${step.text}, ${step.dueAt}, ${step.assigneeId ?? null}, ${actorName(ctx.actor)}, ${ctx.clock.now()})
    returning id`.execute(ctx.tx);
  return rows[0]!.id;
}

/** Writes a reminder anew; whoever has it from now on hears of its being due once more. */
export async function rewriteReminder(
  ctx: Context,
  { id, customerId }: Reminder,
  { text, dueAt, assigneeId, done }: Required<NextStep> & { done: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  await sql`update customers.reminders set text = ${text}, due_at = ${dueAt}, assignee_id = ${assigneeId},
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

/** Marks up to `limit` reminders that are due as told; gives back how many, and those that are somebody's. */
export async function markDue(ctx: Context, limit: number): Promise<{ told: number; due: DueReminder[] }> {
  const { rows } = await sql<Omit<DueReminder, 'userId'> & { userId: string | null }>`
    with due as (
      select customer_id, id from customers.reminders where done_at is null and told_at is null
        and due_at <= ${ctx.clock.now()} order by due_at limit ${limit} for update skip locked
    )
    update customers.reminders r set told_at = ${ctx.clock.now()} from due, customers.customers c
    where r.customer_id = due.customer_id and r.id = due.id and c.id = r.customer_id
    returning r.customer_id as "customerId", r.id as "reminderId", r.due_at as "dueAt",
      coalesce(r.assignee_id, c.owner_id) as "userId"`.execute(ctx.tx);
  return {
    told: rows.length,
    due: rows.flatMap(({ userId, ...rest }) => (userId === null ? [] : [{ ...rest, userId }])),
  };
}
