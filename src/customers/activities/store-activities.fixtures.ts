import { transactBulk } from '#platform/db/bulk.queries.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';
import { ensureCustomers } from '../records/ensure-customers.ts';
import { sourceNamed } from '../records/sources.queries.ts';
import { type ArrivingActivity, activityValues } from './arriving-activity.ts';
import { storeActivities } from './store-activities.ts';

/** What a row says other than a repair on the first of March. */
export type Told = Partial<ArrivingActivity> & { of?: string };

const blank: ArrivingActivity = {
  type: 'service',
  occurredAt: '2026-03-01T10:00:00Z',
  number: null,
  subject: null,
  text: 'Repaired',
  channel: null,
  direction: null,
  staff: null,
  couponCode: null,
  amount: null,
  fields: null,
};

/** Customers whom a till knows, and files of what happened with them, with Ada unless a row says with whom. */
export async function activitiesOfFiles(platform: TestPlatform) {
  const sourceId = await platform.run((ctx) => sourceNamed(ctx, 'till'));

  async function customer(externalId: string): Promise<string> {
    const candidates = [{ externalId, name: externalId, payload: {} }];
    const [ensured] = await platform.run((ctx) => ensureCustomers(ctx, { sourceId, origin: {}, candidates }));
    return ensured!.customerId;
  }

  const ada = await customer('ada');

  async function store(importId: string, told: Told[], beforeItEnds = async () => {}) {
    const copy = told.map(({ of: _of, ...change }, index) =>
      [String(index + 1), ...activityValues({ ...blank, ...change })]
        .map((value) => value ?? '\\N')
        .join('\t'),
    );
    return transactBulk(platform, async (ctx) => {
      const done = await storeActivities(ctx, {
        importId,
        sourceId,
        customers: {
          rowNos: told.map((_one, index) => String(index + 1)),
          customerIds: told.map((one) => one.of ?? ada),
        },
        copy: Buffer.from(copy.map((line) => `${line}\n`).join('')),
      });
      await beforeItEnds();
      return done;
    });
  }

  return { ada, customer, store };
}
