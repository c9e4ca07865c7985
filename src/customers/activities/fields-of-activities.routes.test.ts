import { expect, test } from 'vitest';
import { overlapping } from '#platform/testing/overlapping.ts';
import { keptFields } from '../custom-fields/custom-fields.fixtures.ts';
import { updateField } from '../custom-fields/custom-fields.ts';
import { activitiesOfFiles } from './store-activities.fixtures.ts';

const { platform, call, as, keeper, add, edit } = await keptFields();
const { ada, store } = await activitiesOfFiles(platform);

const addField = (field: object) => add({ of: 'activity', ...field });

const note = (customFields: Record<string, unknown>) =>
  call('POST', `/customers/${ada}/activities`, {
    ...keeper,
    body: { type: 'note', payload: { text: 'x' }, customFields },
  });

const repeats = (value: string) => ({
  status: 409,
  body: { code: 'customers.field_values_repeat', values: { value } },
});

async function claimed(id: string): Promise<string[]> {
  const { rows } = await platform.database.pool.query(
    'select value from customers.activity_values where field_id = $1 order by 1',
    [id],
  );
  return rows.map(({ value }) => value);
}

test('an activity that tells what another has of a unique field is refused at every field at fault, and nothing is noted', async () => {
  await addField({ key: 'job', type: 'text', label: { en: 'Job' }, unique: true });
  await addField({ key: 'seal', type: 'number', label: { en: 'Seal' }, unique: true });
  expect((await note({ job: 'J-1', seal: '1.0' })).status).toBe(200);
  const { status, body } = await note({ job: ' J-1 ', seal: '01' });
  expect([status, body.code]).toEqual([400, 'customers.field_value_taken']);
  expect(body.errors).toMatchObject([
    { path: 'customFields.job', code: 'customers.field_value_taken', values: { field: 'Job' } },
    { path: 'customFields.seal', code: 'customers.field_value_taken', values: { field: 'Seal' } },
  ]);
  expect((await note({ job: 'J-2', seal: '1' })).body.errors).toMatchObject([{ path: 'customFields.seal' }]);
  expect((await note({ job: 'J-2', seal: '2' })).status).toBe(200);
  const { body: timeline } = await call('GET', `/customers/${ada}/timeline`, keeper);
  expect(timeline.items).toHaveLength(2);
});

test('a field of activities becomes unique once no value stands twice, of the file or by hand, and lets go when it is so no more', async () => {
  let ticket = await addField({ key: 'ticket', type: 'text', label: { en: 'Ticket' } });
  await note({ ticket: 'T-1' });
  await store('1', [{ number: 'T1', fields: { ticket: 'T-1' } }]);
  expect(await edit(ticket, { unique: true })).toMatchObject(repeats('T-1'));
  await store('2', [{ number: 'T1', fields: { ticket: 'x'.repeat(501) } }]);
  expect((await edit(ticket, { unique: true })).body.code).toBe('customers.field_values_too_long');
  await store('3', [{ number: 'T1', fields: { ticket: 'T-2' } }]);
  for (let times = 0; times < 2; times += 1) {
    ticket = (await edit(ticket, { unique: true })).body;
    expect(ticket.unique).toBe(true);
    expect(await claimed(ticket.id)).toEqual(['T-1', 'T-2']);
    expect((await note({ ticket: 'T-2' })).body.code).toBe('customers.field_value_taken');
    ticket = (await edit(ticket, { unique: false })).body;
    expect(await claimed(ticket.id)).toEqual([]);
  }
  expect((await note({ ticket: 'T-2' })).status).toBe(200);
});

test('a field becomes unique only past an import that tells it, or that takes its values away, and finds what that left', async () => {
  const makeUnique = ({ id, version }: { id: string; version: number }) =>
    platform.run((ctx) => updateField({ ...ctx, ifMatch: String(version) }, { id, unique: true }), as);
  const plate = await addField({ key: 'plate', type: 'text', label: { en: 'Plate' } });
  await store('4', [{ number: 'P1', fields: { plate: 'P-1' } }]);
  const [told, refused] = await overlapping(
    platform,
    (written) => store('5', [{ number: 'P2', fields: { plate: 'P-1' } }], written),
    () => makeUnique(plate),
  );
  expect(told.status).toBe('fulfilled');
  expect(refused).toMatchObject({ status: 'rejected', reason: { code: 'customers.field_values_repeat' } });
  await store('6', [{ number: 'P2', fields: { plate: 'P-2' } }]);
  const results = await overlapping(
    platform,
    (written) => store('7', [{ number: 'P2', fields: null }], written),
    () => makeUnique(plate),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await claimed(plate.id)).toEqual(['P-1']);
});

test('a choice of a field of activities can be removed as long as no activity has it', async () => {
  const choices = ['tea', 'pot', 'cup'].map((key) => ({ key, label: { en: key } }));
  const fields = [
    await addField({ key: 'topic', type: 'choice', label: { en: 'Topic' }, choices }),
    await addField({ key: 'topics', type: 'choices', label: { en: 'Topics' }, choices }),
  ];
  expect((await note({ topic: 'tea', topics: ['pot', 'tea'] })).status).toBe(200);
  for (const field of fields) {
    expect((await edit(field, { choices: choices.slice(1) })).body).toMatchObject({
      code: 'customers.field_choice_in_use',
      values: { choice: 'tea' },
    });
    const { status, body } = await edit(field, { choices: [choices[1], choices[0]] });
    expect(status).toBe(200);
    expect(body.choices.map(({ key }: { key: string }) => key)).toEqual(['pot', 'tea']);
  }
});

test('who has a value or a choice is found by an index of every month', async () => {
  const { rows } = await platform.database.pool.query(
    `select count(*) = (select count(*) from pg_inherits where inhparent = 'customers.activities'::regclass) as all
     from pg_inherits where inhparent = 'customers.activities_fields'::regclass`,
  );
  expect(rows).toEqual([{ all: true }]);
  const plans = [
    `select 1 from customers.activities a where a.payload ? 'fields' and a.payload -> 'fields' ? 'topic'`,
    `select from (select payload -> 'fields' as field_values from customers.activities where payload ? 'fields') r
     where r.field_values <> '{}' and r.field_values @> '{"topic": "cup"}'::jsonb`,
  ];
  const client = await platform.database.pool.connect();
  try {
    await client.query('set enable_seqscan = off');
    for (const plan of plans) {
      const { rows: lines } = await client.query(`explain ${plan}`);
      expect(lines.map((line) => line['QUERY PLAN']).join('\n')).toMatch(
        /Index Scan on activities_2026_03_expr_idx/,
      );
    }
  } finally {
    client.release(true);
  }
});
