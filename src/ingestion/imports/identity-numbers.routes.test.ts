import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { recipeRoutes } from '../recipes/recipes.routes.ts';
import { givenUpload, runToEnd } from './imports.fixtures.ts';
import { importRoutes } from './imports.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [importRoutes, recipeRoutes]);
const member = userWith('ingestion.read', 'ingestion.write');
const owner = userWith('ingestion.read', 'ingestion.write', 'customers.sensitive');

const number = '11010519491231002X';
const fileText = (...rows: string[]) => ['客户编号,姓名,身份证号', ...rows].join('\n');
const tooLong = '很'.repeat(600);

async function draftOf(text: string, as = member) {
  const uploadId = await givenUpload(platform, { text });
  const { body } = await call('POST', '/imports', { body: { uploadId }, as });
  return body;
}

// biome-ignore lint/suspicious/noExplicitAny: answers of every shape.
function withNumbers({ mapping }: any) {
  const column = { column: 2, field: 'customer.resident_id', reading: {} };
  return { ...mapping, columns: [...mapping.columns, column] };
}

async function imported(draft: { id: string }, as = owner) {
  expect((await call('POST', `/imports/${draft.id}/start`, { body: {}, as })).status).toBe(200);
  return runToEnd(platform, draft.id);
}

async function storedNumbers(): Promise<string[]> {
  const { rows } = await platform.database.pool.query('select value from customers.id_numbers order by 1');
  return rows.map(({ value }) => value);
}

const refusal = { status: 403, body: { code: 'ingestion.identity_numbers_not_allowed' } };

test('a column is read as identity numbers only by whoever may see them whole', async () => {
  const draft = await draftOf(fileText(`K1,张伟,${number}`));
  const mapping = withNumbers(draft);
  expect(await call('PATCH', `/imports/${draft.id}`, { body: { mapping }, as: member })).toMatchObject(
    refusal,
  );
  expect((await call('GET', `/imports/${draft.id}`, { as: member })).body.mapping).toEqual(draft.mapping);
  expect((await call('PATCH', `/imports/${draft.id}`, { body: { mapping }, as: owner })).status).toBe(200);
  // What somebody allowed it stays while others change other things, and is started by the allowed alone.
  const titled = { mapping: { ...mapping, cancelPrefix: true } };
  expect((await call('PATCH', `/imports/${draft.id}`, { body: titled, as: member })).status).toBe(200);
  expect(await call('POST', `/imports/${draft.id}/start`, { body: {}, as: member })).toMatchObject(refusal);
  expect(await storedNumbers()).toEqual([]);
  await imported(draft);
  expect(await storedNumbers()).toEqual([number]);
});

test('a recipe that reads identity numbers reads all but those for whoever may not see them', async () => {
  const first = await draftOf(fileText(`K2,李娜,${number}`));
  await call('PATCH', `/imports/${first.id}`, { body: { mapping: withNumbers(first) }, as: owner });
  const saved = await call('POST', '/recipes', { body: { importId: first.id, name: '会员' }, as: owner });
  const fieldsOf = (body: { mapping: { columns: { field: string }[] } }) =>
    body.mapping.columns.map(({ field }) => field);
  const text = fileText(`K3,王芳,${number}`);
  const [asMember, asOwner] = [await draftOf(text), await draftOf(text, owner)];
  expect(asMember.recipe).toEqual(asOwner.recipe);
  expect(fieldsOf(asOwner)).toContain('customer.resident_id');
  expect(fieldsOf(asMember)).toEqual(['customer.external_id', 'customer.name']);
  expect(asMember.mapping.sensitive).toEqual([2]);
  const body = { recipeId: saved.body.id };
  const applied = await call('POST', `/imports/${asMember.id}/recipe`, { body, as: member });
  expect(applied.status).toBe(200);
  expect(fieldsOf(applied.body)).not.toContain('customer.resident_id');
});

test('failed rows carry identity numbers whole for whoever may see them, so that mended rows keep theirs', async () => {
  const draft = await draftOf(
    fileText(`K8,赵敏,110105 19491231 002X`, `K9,${tooLong},440524198001010013`),
    owner,
  );
  await call('PATCH', `/imports/${draft.id}`, { body: { mapping: withNumbers(draft) }, as: owner });
  const done = await imported(draft);
  expect(done).toMatchObject({ failed: 1, created: 1 });
  const failures = async (as: typeof owner) =>
    (await call('GET', `/imports/${done.id}/failures.csv`, { as })).text;
  expect(await failures(member)).toContain('440524********0013');
  expect(await failures(member)).not.toContain('440524198001010013');
  expect(await failures(owner)).toContain('440524198001010013');
  const rows = await call('GET', `/imports/${done.id}/rows?outcome=failed`, { as: owner });
  expect(JSON.stringify(rows.body)).not.toContain('440524198001010013');
  const looked = await platform.database.pool.query(
    "select actor, subject_id from platform.audit_entries where action = 'import.identity_numbers_read'",
  );
  expect(looked.rows).toEqual([{ actor: 'user:7', subject_id: done.id }]);

  const again = await draftOf((await failures(owner)).replace(tooLong, '钱一'), owner);
  expect(again.mends).toBe(done.id);
  expect(await imported(again)).toMatchObject({ created: 1, failed: 0 });
  expect(await storedNumbers()).toContain('440524198001010013');
});

test('an identity number that comes back masked is told as a problem and not stored', async () => {
  const draft = await draftOf(fileText('K20,孙二,440524********0013', `K21,周三,${number}`), owner);
  await call('PATCH', `/imports/${draft.id}`, { body: { mapping: withNumbers(draft) }, as: owner });
  const done = await imported(draft);
  expect(done).toMatchObject({ created: 2 });
  const { body } = await call('GET', `/imports/${done.id}/cleanings`, { as: member });
  expect(body.items).toContainEqual({ column: 2, header: '身份证号', code: 'resident_id.masked', rows: 1 });
  expect((await storedNumbers()).filter((value) => value.includes('*'))).toEqual([]);
});
