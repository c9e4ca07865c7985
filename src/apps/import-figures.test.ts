import { expect, test } from 'vitest';
import type { Actor } from '#platform/access/actor.ts';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';

const platform = await testPlatform();
const call = await callRoutes(
  platform,
  domains.flatMap((domain) => domain.routes),
);
const permissions = ['ingestion.read', 'ingestion.write', 'commerce.read', 'customers.read'];
const as: Actor = userWith(...permissions);

/** What the figures of an import say, and how many rows the lists behind them hold. */
interface Figures {
  said: Record<string, number>;
  listed: Record<string, number>;
}

async function run(job: string, importId: string): Promise<void> {
  const jobs = domains.flatMap((domain) => domain.jobs);
  const { log, run: transact } = platform;
  const ctx = { platform, log, signal: new AbortController().signal, transact };
  await jobs.find(({ name }) => name === job)!.run(ctx, { importId });
}

async function imported(text: string, kind: string, options = {}): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  const upload = await call('POST', '/uploads?fileName=a.csv', { body: Buffer.from(text), headers, as });
  const draft = await call('POST', '/imports', { body: { uploadId: upload.body.id, as: kind }, as });
  const { id } = draft.body;
  await call('PATCH', `/imports/${id}`, { body: { options }, as });
  expect((await call('POST', `/imports/${id}/start`, { body: {}, as })).status).toBe(200);
  await run('run-import', id);
  return id;
}

/** The list behind a figure, walked page by page to its end, and its count. */
async function listed(path: string, filters: string): Promise<number> {
  let rows = 0;
  let cursor = '';
  do {
    const { status, body } = await call('GET', `${path}?${filters}&limit=7${cursor}`, { as });
    expect(status).toBe(200);
    rows += new Set(body.items.map(({ id }: { id: string }) => id)).size;
    cursor = body.next === null ? '' : `&cursor=${body.next}`;
  } while (cursor !== '');
  const { body } = await call('GET', `${path}/count?${filters}`, { as });
  expect(body).toEqual({ count: rows, exact: true });
  return rows;
}

async function figuresOf(id: string): Promise<Figures> {
  const { body } = await call('GET', `/imports/${id}`, { as });
  const { orders, cancellations, customers } = body;
  return {
    said: { orders, cancellations, customers },
    listed: {
      orders: await listed('/orders', `importId=${id}`),
      cancellations: await listed('/orders', `importId=${id}&kind=cancellation`),
      customers: await listed('/customers', `metByImport=${id}`),
    },
  };
}

const header = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const line = (number: string, customer: string, quantity = '2') =>
  `${number},71053,LANTERN,${quantity},2011-01-04 08:26:00,3.39,${customer},France`;
const numbers = Array.from({ length: 20 }, (_, at) => String(540_100 + at));
const ordersFile = [
  header,
  ...numbers.map((number, at) => line(number, at < 4 ? '' : `1785${at % 6}.0`)),
  line('C540119', '17851.0', '-2'),
];

test('every figure of an order import opens exactly the rows that it counts', async () => {
  const first = await imported(ordersFile.join('\n'), 'orders');
  const { said, listed: behind } = await figuresOf(first);
  expect(said).toEqual({ orders: 21, cancellations: 1, customers: 6 });
  expect(behind).toEqual(said);
  expect(await listed('/orders', `importId=${first}&guests=true`)).toBe(4);

  // What was there before counts where a file names it, though nothing of it is new.
  const some = [...ordersFile.slice(0, 8), ordersFile.at(-1)!, line('540900', '17859.0'), line('540901', '')];
  const second = await imported(some.join('\n'), 'orders');
  const again = await figuresOf(second);
  expect(again.said).toEqual({ orders: 10, cancellations: 1, customers: 5 });
  expect(again.listed).toEqual(again.said);
  expect(await listed('/orders', `importId=${second}&guests=true`)).toBe(5);
  expect((await figuresOf(first)).listed).toEqual(said);

  await call('POST', `/imports/${second}/undo`, { body: {}, as });
  await run('undo-import', second);
  expect(await listed('/orders', `importId=${second}`)).toBe(0);
  expect(await listed('/customers', `metByImport=${second}`)).toBe(0);
  expect((await figuresOf(first)).listed).toEqual(said);
});

test.each([undefined, 'tag'])(
  'the customers of a file that told nothing new, or only tagged (%s), are those that it names',
  async (mode) => {
    const text = ['编号,姓名,电话', 'M1,张伟,13500000001', 'M2,李娜,13500000002', 'M3,王芳,13500000003'];
    const known = await imported(text.join('\n'), 'customers');
    const options = mode ? { mode, tags: ['展会'] } : {};
    const again = await imported(
      [...text.slice(0, 3), 'M9,,'].slice(0, mode ? 4 : 3).join('\n'),
      'customers',
      options,
    );
    for (const [id, customers] of [
      [known, 3],
      [again, 2],
    ] as const) {
      const figures = await figuresOf(id);
      expect(figures.said.customers).toBe(customers);
      expect(figures.listed.customers).toBe(customers);
    }
  },
);

test('the lists behind the figures need the permissions of every list', async () => {
  const stranger = { as: userWith('ingestion.read', 'ingestion.write') };
  for (const path of ['/orders?importId=1', '/orders/count?importId=1', '/customers?metByImport=1'])
    expect((await call('GET', path, stranger)).status).toBe(403);
});
