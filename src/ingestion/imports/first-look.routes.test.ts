import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type CallRoute, callRoutes, userWith } from '#platform/testing/call-route.ts';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { uploadRoutes } from '../uploads/uploads.routes.ts';
import { importRoutes } from './imports.routes.ts';
import { encodeAs } from './reading/encoding.fixtures.ts';
import { workbookOf } from './unpacking/workbook.fixtures.ts';

let platform: TestPlatform;
let call: CallRoute;
const as = userWith('ingestion.read', 'ingestion.write');

beforeAll(async () => {
  platform = await testPlatform();
  call = await callRoutes(platform, [uploadRoutes, importRoutes]);
});

const lines = [
  '姓名,手机,城市,生日,标签',
  ...Array.from(
    { length: 300 },
    (_, row) => `张${row},138${10_000_000 + row},上海市,0${(row % 9) + 1}/0${(row % 7) + 1}/1990,"老客,常来"`,
  ),
];
const text = lines.join('\r\n');

async function draftOf(fileName: string, body: Buffer) {
  const headers = { 'content-type': 'application/octet-stream' };
  const upload = await call('POST', `/uploads?fileName=${fileName}`, { body, headers, as });
  const { parts } = (await call('GET', `/uploads/${upload.body.id}/parts`, { as })).body;
  const wish = { uploadId: upload.body.id, part: parts[0]?.part };
  return (await call('POST', '/imports', { body: wish, as })).body;
}

const look = async (id: string, body: object = {}) =>
  (await call('POST', `/imports/${id}/preview`, { body, as })).body;

test.each([
  ['people.csv', Buffer.from(text)],
  ['people-gb.csv', encodeAs(text, 'gb18030')],
  ['people.csv.gz', gzipSync(text)],
  ['people.xlsx', workbookOf([{ name: '客户', rows: lines.map((line) => line.split(',')) }])],
])('the first look at %s is what every later one shows', async (name, content) => {
  const { id, dialect, mapping } = await draftOf(name, content);
  const asked = { dialect, mapping, as: mapping.as };
  const first = await look(id, asked);
  expect(first.columns.length).toBeGreaterThan(0);
  expect(first).toEqual(await look(id, asked));
  expect(first).toEqual(await look(id));
});

test('a first look under other choices than the draft was made with shows those', async () => {
  const { id, mapping } = await draftOf('people.csv', Buffer.from(text));
  const columns = mapping.columns.map((column: { field: string }, place: number) =>
    place === 2 ? { ...column, fixes: [{ from: '上海市', to: '苏州市' }] } : column,
  );
  const changed = await look(id, { mapping: { ...mapping, columns } });
  expect(JSON.stringify(changed.sample)).toContain('苏州');
});

test('a file can be announced by those who may import alone, and comes in as any other', async () => {
  expect((await call('POST', '/uploads/expected', { body: {}, as: userWith('ingestion.read') })).status).toBe(
    403,
  );
  expect(await call('POST', '/uploads/expected', { body: {}, as })).toMatchObject({ status: 200, body: {} });
  expect((await draftOf('people.csv', Buffer.from(text))).mapping.as).toBe('customers');
});

test('an edit of a draft that names nothing changes nothing', async () => {
  const draft = await draftOf('people.csv', Buffer.from(text));
  expect(await call('PATCH', `/imports/${draft.id}`, { body: {}, as })).toMatchObject({
    status: 200,
    body: draft,
  });
});
