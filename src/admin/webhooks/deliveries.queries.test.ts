import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import type { Tx } from '#platform/db/database.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { type AdminServer, adminServer, setUpOwner } from '../admin.fixtures.ts';
import { startSending } from './deliver.ts';
import { deleteOldDeliveries, holdWebhook, queueForOne } from './deliveries.queries.ts';
import { type Receiver, receiverDouble, tellWebhooks } from './receiver.fixtures.ts';

let server: AdminServer;
let receiver: Receiver;
let session: string;

beforeAll(async () => {
  server = await adminServer();
  receiver = await receiverDouble();
  ({ session } = await setUpOwner(server));
  tellWebhooks(server.platform);
});

async function webhookWithDelivery() {
  const body = { name: 'hook', url: `${receiver.url}/1`, events: ['customers.created'] };
  const webhook = (await server.call('POST', '/webhooks', { session, body })).body.id as string;
  const deliveryId = await server.platform.run(({ tx, clock }) =>
    queueForOne(tx, webhook, {
      eventId: randomUUID(),
      type: 'customers.created',
      body: '{}',
      now: clock.now(),
    }),
  );
  return { webhook, deliveryId };
}

const isFree = async (tx: Tx, deliveryId: string) =>
  (
    await sql`select from admin.webhook_deliveries where id = ${deliveryId} for update skip locked`.execute(
      tx,
    )
  ).rows.length === 1;

type Act = (webhook: string, deliveryId: string) => Promise<unknown>;
const call = (path: string) => server.call('POST', path, { session });
const acts: [string, Act][] = [
  [
    'replays one of its deliveries',
    (id, deliveryId) => call(`/webhooks/${id}/deliveries/${deliveryId}/replay`),
  ],
  ['replays what failed', (id) => call(`/webhooks/${id}/replay`)],
  [
    'ends a try',
    async () => {
      const sending = startSending(server.platform);
      await sending.look();
      await sending.settled();
    },
  ],
];

test.each(acts)('whoever %s waits for its webhook before it holds any of them', async (_name, act) => {
  const { webhook, deliveryId } = await webhookWithDelivery();
  await server.platform.run(({ tx }) =>
    sql`update admin.webhook_deliveries set state = ${act === acts[1]![1] ? 'failed' : 'waiting'}
      where id = ${deliveryId}`.execute(tx),
  );
  let free: boolean | undefined;
  let ended = false;
  await overlapping(
    server.platform,
    (written) =>
      server.platform.run(async ({ tx }) => {
        await holdWebhook(tx, webhook);
        await written();
        free = !ended && (await isFree(tx, deliveryId));
      }),
    async () => {
      await act(webhook, deliveryId);
      ended = true;
    },
  );
  expect([free, ended]).toEqual([true, true]);
});

test('what is too old goes, but for what somebody holds', async () => {
  const held = await webhookWithDelivery();
  const free = await webhookWithDelivery();
  const tomorrow = new Date(server.platform.clock.now().getTime() + 86_400_000);
  await server.platform.run(async ({ tx }) => {
    expect(await isFree(tx, held.deliveryId)).toBe(true);
    await server.platform.run((ctx) => deleteOldDeliveries(ctx.tx, tomorrow));
  });
  const { rows } = await server.platform.database.pool.query('select id from admin.webhook_deliveries');
  expect(rows.map(({ id }) => id)).toContain(held.deliveryId);
  expect(rows.map(({ id }) => id)).not.toContain(free.deliveryId);
});
