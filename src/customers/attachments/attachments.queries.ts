import { sql } from 'kysely';
import { actorName } from '#platform/access/actor.ts';
import type { Context } from '#platform/db/context.ts';
import { visibleCustomers } from '../profiles/visible-customers.queries.ts';
import type { Attachment } from './attachments.contract.ts';

export type StoredAttachment = Attachment & { storedAs: string };

const columns = sql`a.id, a.file_name as "fileName", a.type, a.size_bytes as "sizeBytes", a.added_by as "addedBy",
  a.added_at as "addedAt", a.activity_id as "activityId", a.stored_as as "storedAs"`;

/** The files of a customer whom the actor sees, the newest first. */
export async function attachmentsOf(ctx: Context, customerId: string): Promise<StoredAttachment[]> {
  const { rows } = await sql<StoredAttachment>`
    select ${columns} from customers.attachments a join customers.customers c on c.id = a.customer_id
    where a.customer_id = ${customerId} and ${visibleCustomers(ctx, 'any')} order by a.id desc`.execute(
    ctx.tx,
  );
  return rows;
}

/** One file of a customer whom the actor sees. */
export async function findAttachment(
  ctx: Context,
  customerId: string,
  id: string,
): Promise<StoredAttachment | undefined> {
  const { rows } = await sql<StoredAttachment>`
    select ${columns} from customers.attachments a join customers.customers c on c.id = a.customer_id
    where a.customer_id = ${customerId} and a.id = ${id} and ${visibleCustomers(ctx, 'any')}`.execute(ctx.tx);
  return rows[0];
}

/** How many files a customer has, and how large they are together. */
export async function usageOf(ctx: Context, customerId: string): Promise<{ files: number; bytes: number }> {
  const { rows } = await sql<{ files: number; bytes: string }>`
    select count(*)::int as files, coalesce(sum(size_bytes), 0) as bytes from customers.attachments
    where customer_id = ${customerId}`.execute(ctx.tx);
  return { files: rows[0]!.files, bytes: Number(rows[0]!.bytes) };
}

export async function insertAttachment(
  ctx: Context,
  customerId: string,
  file: { fileName: string; storedAs: string; type: string; sizeBytes: number; activityId: string | null },
): Promise<StoredAttachment> {
  const { rows } = await sql<StoredAttachment>`
    insert into customers.attachments as a (customer_id, file_name, stored_as, type, size_bytes, activity_id, added_by, added_at)
    values (${customerId}, ${file.fileName}, ${file.storedAs}, ${file.type}, ${file.sizeBytes}, ${file.activityId}, ${actorName(ctx.actor)},
      ${ctx.clock.now()}) returning ${columns}`.execute(ctx.tx);
  return rows[0]!;
}

/** False where somebody else removed it already. */
export async function deleteAttachment(ctx: Context, customerId: string, id: string): Promise<boolean> {
  const done = await sql`delete from customers.attachments
    where customer_id = ${customerId} and id = ${id}`.execute(ctx.tx);
  return done.numAffectedRows === 1n;
}

/** Those of the names under which some file is kept. */
export async function keptNames(ctx: Context, names: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{
    storedAs: string;
  }>`select stored_as as "storedAs" from customers.attachments where stored_as = any(${names}::text[])`.execute(
    ctx.tx,
  );
  return new Set(rows.map(({ storedAs }) => storedAs));
}
