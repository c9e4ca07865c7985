import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { actorName } from '../access/actor.ts';
import type { Context } from '../db/context.ts';
import { fail } from '../errors/errors.ts';

interface Call {
  key: string;
  endpoint: string;
  input: unknown;
}

/**
 * Runs `run` once for this actor and key and gives a repeated call the first answer. A repeat that comes
 * while the first is still running waits for it; the same key with another input is refused.
 */
export async function once(ctx: Context, call: Call, run: () => Promise<unknown>): Promise<unknown> {
  const actor = actorName(ctx.actor);
  const hash = createHash('sha256')
    .update(JSON.stringify([call.endpoint, call.input]))
    .digest('hex');
  const inserted = await sql`insert into platform.idempotency_keys (actor, key, endpoint, request_hash)
    values (${actor}, ${call.key}, ${call.endpoint}, ${hash}) on conflict do nothing`.execute(ctx.tx);
  if (inserted.numAffectedRows === 1n) {
    const response = (await run()) ?? null;
    await sql`update platform.idempotency_keys set response = ${JSON.stringify(response)}::jsonb
      where actor = ${actor} and key = ${call.key}`.execute(ctx.tx);
    return response;
  }
  const earlier = await sql<{ request_hash: string; response: unknown }>`
    select request_hash, response from platform.idempotency_keys where actor = ${actor} and key = ${call.key}`.execute(
    ctx.tx,
  );
  if (earlier.rows[0]?.request_hash !== hash) {
    throw fail('conflict', 'platform.idempotency_key_reused', {
      detail: 'This Idempotency-Key was used for another call.',
    });
  }
  return earlier.rows[0].response;
}
