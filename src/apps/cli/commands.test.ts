import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { cliSocketPath } from '#platform/files/socket-folder.ts';
import { quietLog } from '#platform/testing/quiet-log.ts';
import { segmentsContract } from '#segments/segments/segments.contract.ts';
import { type Installation, startInstallation } from '../installation.ts';
import { type CommandFolder, command, commandFolder, jsonLines, orderFile } from './cli.fixtures.ts';
import { callOver } from './socket-calls.ts';

let folder: CommandFolder;
let installation: Installation;
/** What the first import of 1,000 lines said. */
let imported: Record<string, unknown>[];

beforeAll(async () => {
  folder = commandFolder();
  installation = await startInstallation({ config: folder.config, log: quietLog });
  imported = await json('import', file('orders.csv', orderFile(1000)), '--as', 'orders');
});

afterAll(async () => {
  await installation.stop();
  folder.remove();
});

function file(name: string, text: string): string {
  writeFileSync(join(folder.path, name), text);
  return name;
}

async function json(...args: string[]): Promise<Record<string, unknown>[]> {
  const ended = await command(folder, [...args, '--json']);
  expect(ended).toMatchObject({ code: 0, err: '' });
  return jsonLines(ended.out);
}

test('an import ends with its sums on the last line, and the same file again changes nothing', async () => {
  expect(imported[0]).toMatchObject({ event: 'started', as: 'orders' });
  const sums = { rowsIn: 1000, skipped: 0, failed: 0, orders: 250, orderLines: 1000, cancellations: 50 };
  expect(imported.at(-1)).toMatchObject({
    ...sums,
    event: 'done',
    state: 'done',
    created: 1000,
    updated: 0,
    unchanged: 0,
    guestLines: 252,
    customers: 15,
  });
  const again = await json('import', 'orders.csv', '--as', 'orders');
  expect(again.at(-1)).toMatchObject({ ...sums, created: 0, updated: 0, unchanged: 1000 });
});

test('failed rows are counted, and come as a file with their reasons', async () => {
  const name = file('dirty.csv', orderFile(40).replace('1.50', 'dear'));
  const ended = await command(folder, ['import', name, '--as', 'orders', '--source', 'dirty']);
  expect(ended.code).toBe(0);
  const id = /1 row failed\..* imports failures (\d+)/.exec(ended.out)?.[1];
  const failures = await command(folder, ['imports', 'failures', id!]);
  expect(failures.out.split('\r\n')[1]).toMatch(
    /^r\d+\.1\.[0-9a-f]{8},This is not a number\.,Unit price,dear,/,
  );
  const rows = 'Rows: 40 = 39 created + 0 updated + 0 unchanged + 0 skipped + 1 failed';
  expect(ended.out).toContain(rows);
});

test('columns are named by header or number, and one that means nothing known can be mapped', async () => {
  const text = 'Beleg;Wann;Was kostet es\nA1;2024-05-01;1200\nA2;2024-05-02;5\n';
  const name = file('odd.csv', text);
  const choices = ['Beleg=order.number', '2=order.ordered_at', 'was kostet es=line.unit_price'];
  const args = choices.flatMap((choice) => ['--map', choice]);
  const all = await json('import', name, '--as', 'orders', '--source', 'odd', '--currency', 'JPY', ...args);
  expect(all[0]).toMatchObject({
    columns: [
      { column: 1, field: 'order.number' },
      { column: 2, field: 'order.ordered_at' },
      { column: 3, field: 'line.unit_price' },
    ],
  });
  expect(all.at(-1)).toMatchObject({ rowsIn: 2, created: 2, orders: 2, guestLines: 2 });
  const [order] = await json('orders', 'list', '--number', 'A1');
  expect(order).toMatchObject({ currency: 'JPY', amountMinor: '1200', customerId: null });
  expect((await command(folder, ['orders', 'list', '--number', 'A1'])).out).toMatch(
    /A1 +sale .* 1,200 +JPY\n/,
  );
});

test('what is missing or unknown is named, and no draft stays behind', async () => {
  const name = file('short.csv', 'Beleg;Wann\nA1;2024-05-01\n');
  const before = (await json('imports', 'list')).length;
  const map = (choice: string) => command(folder, ['import', name, '--as', 'orders', '--map', choice]);
  const field = await map('Beleg=order.nummer');
  expect(field).toMatchObject({
    code: 2,
    err: expect.stringMatching(/“order\.nummer”[\s\S]*order\.number +Order number/),
  });
  const header = await map('Bleg=order.number');
  expect(header).toMatchObject({
    code: 2,
    err: expect.stringMatching(/“Bleg”[\s\S]*1 {2}Beleg\n {2}2 {2}Wann/),
  });
  const missing = await map('Beleg=order.number');
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('line.unit_price (Unit price)') });
  expect((await map('Beleg')).code).toBe(2);
  expect(await command(folder, ['import', 'nowhere.csv'])).toMatchObject({
    code: 1,
    err: `There is no file ${join(folder.path, 'nowhere.csv')}.\n`,
  });
  expect(await json('imports', 'list')).toHaveLength(before);
});

test('customers are listed, filtered, shown and exported', async () => {
  file(
    'people.csv',
    'Order number,Order time,Unit price,Customer number,Customer name,Country\nK1,2024-01-05,88.10,9001,张 伟,CN\n',
  );
  await json('import', 'people.csv', '--as', 'orders', '--source', 'people');
  const [zhang, ...others] = await json('customers', 'list', '--country', 'CN', '--min-spend-minor', '8000');
  expect(zhang).toMatchObject({ displayName: '张伟', spendMinor: '8810', orders: 1 });
  expect(others).toEqual([]);
  const id = String(zhang?.id);
  const shown = await command(folder, ['customers', 'show', id], 'zh');
  expect(shown.out).toMatch(/姓名 +张伟\n/);
  expect(shown.out).toMatch(/消费额 +88\.10\n/);
  expect(await json('customers', 'show', id)).toMatchObject([{ id, displayName: '张伟' }]);
  const out = join(folder.path, 'customers.csv');
  await command(folder, ['customers', 'export', '--country', 'CN', '--out', 'customers.csv']);
  expect(readFileSync(out, 'utf8')).toContain('张伟');
  expect(existsSync(`${out}.partial`)).toBe(false);
});

test('a list longer than a page comes as a whole, and a shorter one says that there is more', async () => {
  const all = await json('orders', 'list', '--limit', '230');
  expect(new Set(all.map(({ id }) => id)).size).toBe(230);
  const table = await command(folder, ['orders', 'list', '--limit', '2']);
  expect(table.out.trim().split('\n')).toHaveLength(4);
  expect(table.err).toContain('first 2 rows of more');
});

test('the demo shop is the same for the same seed', async () => {
  const demo = ['demo', '--customers', '40', '--seed', '11'];
  const [first, second] = [(await json(...demo)).at(-1), (await json(...demo)).at(-1)];
  expect(first).toMatchObject({ event: 'done', customers: 40, failed: 0 });
  expect(second).toMatchObject({ customers: 40, created: 0, updated: 0, unchanged: first?.created });
});

test('a refusal of the server is one sentence in the language of the terminal', async () => {
  expect(await command(folder, ['customers', 'show', '999999999'])).toEqual({
    code: 1,
    out: '',
    err: 'This customer does not exist, or it is in the bin.\n',
  });
  const zh = await command(folder, ['customers', 'show', '999999999'], 'zh');
  expect(zh.err).toMatch(/^\p{Script=Han}[^\n]*。\n$/u);
});

test.each([
  [['customers', 'list', '--kind', 'cat'], /--kind .*“cat”.*person, organisation/],
  [['customers', 'list', '--min-spend-minor', 'much'], /--min-spend-minor: /],
  [['customers', 'list', '--limit', '0'], /--limit/],
  [['customers', 'list', '--colour', 'red'], /--colour/],
  [['customers', 'show'], /<id>/],
  [['custmers'], /“custmers”/],
  [['import', 'x.csv', '--currency', 'euro'], /ISO code/],
  [['demo', '--customers', 'many'], /--customers: /],
])('wrong usage %j is told and ends with 2', async (args, told) => {
  for (const language of ['en', 'zh'] as const) {
    const ended = await command(folder, args, language);
    expect(ended).toMatchObject({ code: 2, out: '' });
    if (language === 'en') expect(ended.err).toMatch(told);
  }
});

test('the status says what the installation holds, and a set-up link is fresh each time', async () => {
  expect(await json('status')).toMatchObject([{ running: true, setUp: false, activeImports: [] }]);
  const links = [await json('setup-link'), await json('setup-link')].map(([line]) => String(line?.url));
  expect(links[0]).toMatch(/^http:.*\/setup\?token=/);
  expect(links[0]).not.toBe(links[1]);
});

test('a rule in a file is counted, said in words and explained', async () => {
  const name = file('rule.json', '{"type":"orders","measure":"count","operator":"atLeast","value":1}');
  const [counted] = await json('segments', 'count', name);
  const { customers, reached } = counted as { customers: number; reached: number };
  expect(customers).toBeGreaterThanOrEqual(15);
  const [some] = counted!.items as { id: string; displayName: string }[];
  const told = await command(folder, ['segments', 'count', name]);
  expect(told.out).toContain(`Customers who placed at least 1 order\n${customers} customers of ${reached}.`);
  expect(told.out).toContain(`  ${some!.id}  ${some!.displayName}`);
  const explained = await command(folder, ['segments', 'explain', name, some!.id]);
  expect(explained.out).toMatch(/^✓ Customers who placed at least 1 order {2}\[in fact \d+ times?, Order /);
  const bought = '"type":"orders","operator":"atLeast","value":1';
  const parts = file(
    'parts.json',
    `{"all":[{${bought},"measure":"spend"},{"type":"field","field":"kind","operator":"is","values":["person"]}]}`,
  );
  const worded = await command(folder, ['segments', 'explain', parts, some!.id]);
  expect(worded.out).toMatch(/at least \$0\.01 {2}\[[\d,]+\.\d\d, Order .*\n.*kind is person {2}\[person\]/);
  const wrong = await command(folder, ['segments', 'count', file('no.json', '{"type":')]);
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('holds no JSON')]);
  const unfit = await command(folder, ['segments', 'count', file('odd.json', '{"all":[]}')]);
  expect(unfit.err).toContain('rule: is an empty group');
});

test('the members of a segment, by name or id, and whom a rule means that is piped in, are listed and exported', async () => {
  const rule = { type: 'orders', measure: 'count', operator: 'atLeast', value: 1 };
  const [counted] = await json('segments', 'count', file('bought.json', JSON.stringify(rule)));
  const { customers } = counted as { customers: number };
  const socket = cliSocketPath(folder.config.dataFolder);
  const make = (name: string) => callOver(socket, segmentsContract.endpoints.makeSegment, { name, rule });
  const { id } = await make('Buyers');
  const all = ['segments', 'members', id, '--limit', '1000'];
  await vi.waitFor(async () => expect(await json(...all)).toHaveLength(customers), 30_000);
  const named = await json('segments', 'members', 'Buyers', '--limit', '3');
  expect(named).toMatchObject([{ id: expect.any(String), orders: expect.any(Number) }, {}, {}]);
  const piped = { piped: JSON.stringify(rule) };
  const meant = await command(folder, ['segments', 'members', '-', '--limit', '3'], 'en', piped);
  expect(meant.out.split('\n').slice(1, 4).join()).toContain(String(named[0]!.displayName));
  const saved = await command(folder, ['segments', 'export', 'Buyers', '--out', 'buyers.csv']);
  expect(saved).toEqual({ code: 0, out: '', err: '' });
  const kept = readFileSync(join(folder.path, 'buyers.csv'), 'utf8');
  const exported = await command(folder, ['segments', 'export', '-'], 'en', piped);
  expect(exported.out).toBe(kept);
  expect(kept.trim().split('\r\n')).toHaveLength(1 + customers);
  const told = await json('audit', 'list', '--action', 'customers.exported', '--limit', '2');
  expect(JSON.stringify(told)).toContain(`"segment":"${id}"`);
  await make('Buyers');
  const several = await command(folder, ['segments', 'members', 'Buyers']);
  expect([several.code, several.err]).toEqual([1, expect.stringContaining(`by its id: ${id}, `)]);
  const unknown = await command(folder, ['segments', 'export', 'Nobody'], 'zh');
  expect([unknown.code, unknown.err]).toEqual([1, '没有名为“Nobody”的在用分群。\n']);
  const many = Array.from({ length: 400 }, (_, at) => `北京市朝阳区 ${at}`);
  const long = { piped: JSON.stringify({ type: 'field', field: 'city', operator: 'is', values: many }) };
  const tooLong = await command(folder, ['segments', 'members', '-'], 'en', long);
  expect([tooLong.code, tooLong.err]).toEqual([1, expect.stringContaining('at most 12000 are taken')]);
  const noJson = await command(folder, ['segments', 'count', '-'], 'en', { piped: '{' });
  expect(noJson).toMatchObject({ code: 1, err: 'What is piped in is no JSON.\n' });
});
