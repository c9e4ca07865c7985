import type { Context } from '#platform/db/context.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { createField } from './custom-fields/custom-fields.ts';
import type { CustomerCandidate } from './records/candidates.ts';
import { ensureCustomers } from './records/ensure-customers.ts';
import { sourceNamed } from './records/sources.queries.ts';
import { worksJobs } from './works/works.jobs.ts';

/** Customers of the source `Fixtures`, by `ensureCustomers`; gives back their ids in order. */
export async function customersFrom(
  ctx: Context,
  candidates: readonly CustomerCandidate[],
): Promise<string[]> {
  const sourceId = await sourceNamed(ctx, 'Fixtures');
  const ensured = await ensureCustomers(ctx, { sourceId, origin: {}, candidates });
  return ensured.map((customer) => customer.customerId);
}

/** Custom fields as they are made through the API. */
export async function customFieldsFrom(
  ctx: Context,
  fields: readonly Parameters<typeof createField>[1][],
): Promise<void> {
  for (const field of fields) await createField(ctx, field);
}

/** Runs work as the queue would, to its end unless `signal` stops it. */
export async function doWork(
  platform: TestPlatform,
  workId: string,
  signal = new AbortController().signal,
): Promise<void> {
  const job = worksJobs.find(({ name }) => name === 'customers.run_work')!;
  await job.run({ platform, log: quietLog, signal, transact: (run) => platform.run(run) }, { workId });
}

/** Makes so many customers of a region of their own each time, so that tests do not meet each other's. */
export function regions(platform: TestPlatform) {
  let made = 0;
  return async (count: number): Promise<{ region: string; ids: string[] }> => {
    made += 1;
    const region = `R${made}`;
    const candidates = Array.from({ length: count }, (_, at) => ({
      ...{ externalId: `${region}-${at}`, name: `${region} ${at}` },
      ...{ region, country: 'CN' },
    }));
    const ids: string[] = [];
    for (let at = 0; at < count; at += 1_000)
      ids.push(...(await platform.run((ctx) => customersFrom(ctx, candidates.slice(at, at + 1_000)))));
    return { region, ids };
  };
}
