import type { Platform } from '#platform/db/platform.ts';
import type { FuzzWorld } from '#platform/testing/fuzz/fuzz-run.ts';
import { type ApiWorld, apiWorld } from './api-world.fixtures.ts';

/** Calls that end what all others need. */
const seldom = new Set(['DELETE /session', 'DELETE /account/sessions', 'POST /members/{id}/deactivation']);

/** What a run of fuzzed calls needs of the whole API. */
export async function fuzzWorld(bare: Platform): Promise<FuzzWorld & { close(): Promise<void> }> {
  const faults: string[] = [];
  const error = (details: object, text?: string) => {
    const { err, path } = details as { err?: unknown; path?: string };
    const cause = err instanceof Error ? (err.stack ?? err.message) : String(err);
    faults.push(`${text} ${path}: ${cause.split('\n').slice(0, 6).join(' ')}`);
  };
  const world = await apiWorld({
    ...bare,
    // A run calls more often than programs should.
    config: {
      ...bare.config,
      ...{ keyCallsAMinute: 1_000_000, userCallsAMinute: 1_000_000, strangerCallsAMinute: 1_000_000 },
    },
    log: { ...bare.log, error },
  });
  return {
    operations: world.operations,
    seldom,
    actors: () => actorsOf(world),
    faults: () => faults.splice(0),
    close: world.close,
    send: world.send,
  };
}

async function actorsOf(world: ApiWorld) {
  const owner = await world.owner();
  // Nobody has more than fifty keys.
  await world.platform.database.pool.query('update admin.api_keys set ended_at = now()');
  return {
    owner,
    member: await world.join(owner, 'member'),
    viewer: await world.join(owner, 'viewer'),
    key: await world.key(owner, ['customers.read', 'customers.write', 'commerce.read']),
    nobody: {},
  };
}
