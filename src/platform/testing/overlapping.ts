import type { TestPlatform } from './test-platform.ts';

/**
 * Runs `second` on another connection after `first` has written and before it commits: `first` runs a transaction
 * and awaits `written` at its end. It commits once the other waits for a lock, or is through.
 */
export async function overlapping<First, Second>(
  platform: TestPlatform,
  first: (written: () => Promise<void>) => Promise<First>,
  second: () => Promise<Second>,
): Promise<[PromiseSettledResult<First>, PromiseSettledResult<Second>]> {
  const open = Promise.withResolvers<void>();
  const commit = Promise.withResolvers<void>();
  const one = first(() => {
    open.resolve();
    return commit.promise;
  });
  one.catch(open.reject);
  await open.promise;
  const two = second();
  await Promise.race([two.catch(() => {}), untilSomebodyWaits(platform)]);
  commit.resolve();
  return Promise.allSettled([one, two]);
}

async function untilSomebodyWaits(platform: TestPlatform): Promise<void> {
  const waiting =
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while ((await platform.database.pool.query(waiting)).rowCount === 0) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
