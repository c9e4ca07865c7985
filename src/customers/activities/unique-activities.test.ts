import { expect, test } from 'vitest';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customFieldsFrom } from '../customers.fixtures.ts';
import { deleteCustomers } from '../records/take-back.queries.ts';
import { addActivity } from './activities.ts';
import { activitiesOfFiles, type Told } from './store-activities.fixtures.ts';
import { takeBackActivities } from './take-back-activities.ts';

const platform = await testPlatform();
const { ada, customer, store } = await activitiesOfFiles(platform);
await platform.run((ctx) =>
  customFieldsFrom(ctx, [
    { key: 'job', of: 'activity', type: 'text', label: { en: 'Job' }, unique: true },
    { key: 'seal', of: 'activity', type: 'number', label: { en: 'Seal' }, unique: true },
    { key: 'place', of: 'activity', type: 'text', label: { en: 'Place' } },
  ]),
);
const bert = await customer('bert');

/** A repair with a number of its source that says this of its fields. */
const repair = (number: string, fields: Told['fields'], change: Told = {}): Told => ({
  number,
  fields,
  ...change,
});

const byHand = (customFields: Record<string, string>, written = async () => {}, key?: string) =>
  platform.run(async (ctx) => {
    const payload = { text: 'By hand' };
    const activity = await addActivity(ctx, { id: ada, type: 'note', payload, customFields, key });
    await written();
    return activity;
  });

const undo = (importId: string, ...customerIds: string[]) =>
  platform.run((ctx) => takeBackActivities(ctx, { importId, customerIds }));

/** What activities say of these fields, by number; that the values they have are just those is asked on the way. */
async function told(letter: string): Promise<Record<string, Record<string, string> | null>> {
  const { rows: astray } = await platform.database.pool.query(
    `with said as (
       select f.id as field_id, a.payload -> 'fields' ->> f.key as value, a.customer_id, a.id as activity_id
       from customers.activities a join customers.custom_fields f on f.is_unique and a.payload -> 'fields' ? f.key)
     (table said except select field_id, value, customer_id, activity_id from customers.activity_values)
     union all (select field_id, value, customer_id, activity_id from customers.activity_values except table said)`,
  );
  expect(astray).toEqual([]);
  const { rows } = await platform.database.pool.query(
    `select split_part(k.key, ':', 3) as number, a.payload -> 'fields' as fields from customers.activity_keys k
     join customers.activities a on a.customer_id = k.customer_id and a.id = k.activity_id
     where split_part(k.key, ':', 3) like $1 order by 1`,
    [`${letter}%`],
  );
  return Object.fromEntries(rows.map(({ number, fields }) => [number, fields]));
}

test('a row that tells another activity’s value fails by its row, nothing is stored of it, and the rest is', async () => {
  const rows = [
    repair('A1', { job: 'J1', seal: '1' }),
    repair('A2', { job: 'J1', seal: '2' }),
    repair('A3', { job: 'J3', place: 'J1' }, { of: bert }),
    repair('A4', { seal: '2', place: 'J1' }),
  ];
  const stored = await store('1', rows);
  expect(stored).toMatchObject({ rowNos: ['1', '3', '4'], outcomes: 'ccc' });
  expect(stored.refusedValues).toEqual([{ rowNo: '2', key: 'job', value: 'J1', reason: 'taken' }]);
  const after = await told('A');
  expect(after).toEqual({
    A1: { job: 'J1', seal: '1' },
    A3: { job: 'J3', place: 'J1' },
    A4: { seal: '2', place: 'J1' },
  });
  const again = await store('2', rows);
  expect(again).toMatchObject({ rowNos: ['1', '3', '4'], outcomes: 'nnn', refusedValues: [{ rowNo: '2' }] });
  expect(await told('A')).toEqual(after);
});

test('an activity that changes lets go of its value, within a chunk and in a later one, and of all when it tells none', async () => {
  const first = [
    repair('B1', { job: 'K1' }),
    repair('B1', { job: 'K2' }),
    repair('B2', { job: 'K1' }),
    repair('B3', { job: 'K2' }),
  ];
  const stored = await store('3', first);
  expect(stored).toMatchObject({ outcomes: 'cuc', refusedValues: [{ rowNo: '4', value: 'K2' }] });
  expect(await told('B')).toEqual({ B1: { job: 'K2' }, B2: { job: 'K1' } });
  expect((await store('4', [repair('B1', null), repair('B3', { job: 'K2' })])).outcomes).toBe('uc');
  expect(await told('B')).toEqual({ B1: null, B2: { job: 'K1' }, B3: { job: 'K2' } });
  expect((await store('5', [repair('B2', { place: 'x' })])).outcomes).toBe('u');
  expect((await store('6', [repair('B1', { job: 'K1' })])).outcomes).toBe('u');
  expect(await told('B')).toEqual({ B1: { job: 'K1' }, B2: { place: 'x' }, B3: { job: 'K2' } });
});

test('however a file is cut into chunks, the same rows are refused and the same is stored', async () => {
  const outcomes = [];
  for (const [letter, chunkRows] of Object.entries({ X: 12, Y: 5, Z: 1 })) {
    const row = (number: number, ...jobs: string[]) =>
      repair(
        `${letter}${number}`,
        jobs[0] ? { job: `${letter}-${jobs[0]}` } : null,
        number === 3 ? { of: bert } : {},
      );
    const rows = [
      ...[row(1, 'a'), row(2, 'a'), row(1, 'b'), row(3, 'a'), row(2, 'c'), row(2)],
      ...[row(4, 'c'), row(1, 'a'), row(3, 'd'), row(1, 'a'), row(5, 'b'), row(4)],
    ];
    const refused: number[] = [];
    for (let from = 0; from < rows.length; from += chunkRows) {
      const { refusedValues } = await store(`4${letter.charCodeAt(0)}`, rows.slice(from, from + chunkRows));
      refused.push(...refusedValues.map(({ rowNo }) => from + Number(rowNo)));
    }
    outcomes.push({ refused, told: JSON.stringify(await told(letter)).replaceAll(letter, '') });
  }
  expect(outcomes[0]!.refused).toEqual([2, 8]);
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

test('the same content of another customer is another activity and cannot have the value too', async () => {
  const content = { fields: { job: 'C1' } };
  const stored = await store('7', [content, content, { ...content, of: bert }]);
  expect(stored).toMatchObject({ outcomes: 'cn', refusedValues: [{ rowNo: '3' }] });
  await told('');
});

test('a value that is too long to be told apart fails its row', async () => {
  const most = Array.from({ length: 2_000 }, (_one, n) =>
    String.fromCodePoint(0x4e00 + ((n * 7_919) % 20_000)),
  );
  const longs = ['x'.repeat(501), most.join('')].map((job, n) => repair(`D${n}`, { job }));
  const stored = await store('8', [...longs, repair('D2', { job: 'D2' })]);
  expect(stored).toMatchObject({
    rowNos: ['3'],
    refusedValues: [
      { rowNo: '1', reason: 'tooLong' },
      { rowNo: '2', reason: 'tooLong' },
    ],
  });
  expect(Object.keys(await told('D'))).toEqual(['D2']);
});

test('two people who write the same value down at once: the second waits, and is refused', async () => {
  const [one, other] = await overlapping(
    platform,
    (written) => byHand({ job: 'H1', place: 'x' }, written),
    () => byHand({ job: 'H1' }),
  );
  expect(one.status).toBe('fulfilled');
  expect(other).toMatchObject({ status: 'rejected', reason: { code: 'customers.field_value_taken' } });
});

test('the same key again gives back the first, whatever it tells of unique fields', async () => {
  const first = await byHand({ job: 'H2' }, undefined, 'once');
  expect((await byHand({ job: 'H2' }, undefined, 'once')).id).toBe(first.id);
  expect((await byHand({ job: 'H3' }, undefined, 'once')).customFields).toEqual({ job: 'H2' });
  await byHand({ job: 'H3' });
});

test('an import waits for the hand that has just taken a value, and refuses its row', async () => {
  const [hand, file] = await overlapping(
    platform,
    (written) => byHand({ job: 'E1' }, written),
    () => store('9', [repair('E1', { job: 'E1' }), repair('E2', { job: 'E2' })]),
  );
  expect(hand.status).toBe('fulfilled');
  expect(file).toMatchObject({
    status: 'fulfilled',
    value: { rowNos: ['2'], refusedValues: [{ rowNo: '1' }] },
  });
  expect(await told('E')).toEqual({ E2: { job: 'E2' } });
});

test('a hand waits for the import that has just told a value, and is refused at the field', async () => {
  const [file, hand] = await overlapping(
    platform,
    (written) => store('10', [repair('F1', { job: 'F1' })], written),
    () => byHand({ job: 'F1' }),
  );
  expect(file.status).toBe('fulfilled');
  expect(hand).toMatchObject({
    status: 'rejected',
    reason: { code: 'customers.field_value_taken', options: { errors: [{ path: 'customFields.job' }] } },
  });
});

test('a value of a refused row that nobody else tells is free again', async () => {
  const stored = await store('11', [
    repair('G1', { job: 'G1' }),
    repair('G2', { job: 'G1', seal: '77' }),
    repair('G3', { seal: '78' }),
  ]);
  expect(stored.refusedValues).toMatchObject([{ rowNo: '2' }]);
  await byHand({ seal: '77' });
  await expect(byHand({ seal: '78' })).rejects.toMatchObject({ code: 'customers.field_value_taken' });
  await told('G');
});

test('undo lets go of what it removes and claims again what it puts back', async () => {
  await store('20', [repair('I1', { job: 'L1', seal: '201' })]);
  await store('21', [repair('I1', { job: 'L2', seal: '201' }), repair('I2', { job: 'L1' })]);
  expect(await told('I')).toEqual({ I1: { job: 'L2', seal: '201' }, I2: { job: 'L1' } });
  expect(await undo('21', ada)).toEqual({ removed: 1, restored: 1, changed: [] });
  expect(await told('I')).toEqual({ I1: { job: 'L1', seal: '201' } });
  await expect(byHand({ job: 'L1' })).rejects.toMatchObject({ code: 'customers.field_value_taken' });
  await byHand({ job: 'L2' });
  expect(await undo('20', ada)).toMatchObject({ removed: 1 });
  await byHand({ job: 'L1', seal: '201' });
});

test('a value that somebody else has by now is left out of what undo puts back, and imports before can still be undone', async () => {
  await store('22', [repair('M1', { job: 'M1', place: 'x' }), repair('M2', { job: 'M2' })]);
  await store('23', [repair('M1', { job: 'M3', place: 'x' }), repair('M2', { job: 'M4' })]);
  await store('24', [repair('M1', { job: 'M5', place: 'x' }), repair('M2', { job: 'M6' })]);
  await byHand({ job: 'M3' });
  await byHand({ job: 'M4' });
  expect(await undo('24', ada)).toMatchObject({ restored: 2, changed: [] });
  expect(await told('M')).toEqual({ M1: { place: 'x' }, M2: null });
  expect(await undo('23', ada)).toMatchObject({ restored: 2, changed: [] });
  expect(await told('M')).toEqual({ M1: { job: 'M1', place: 'x' }, M2: { job: 'M2' } });
  expect(await undo('22', ada)).toMatchObject({ removed: 2 });
});

test('undo piece by piece puts back what it does at once, though activities of the import had the values', async () => {
  const restored = { N1: { job: 'N1' }, N2: { job: 'N2' } };
  await store('25', [repair('N1', { job: 'N1' }), repair('N2', { job: 'N2' }, { of: bert })]);
  const exchange = [
    repair('N1', { place: 'x' }),
    repair('N2', { job: 'N1' }, { of: bert }),
    repair('N1', { job: 'N2' }),
    repair('N3', { seal: '300' }, { of: bert }),
  ];
  for (const pieces of [[[ada, bert]], [[ada], [bert]], [[bert], [ada]]]) {
    await store('26', exchange);
    expect(await told('N')).toEqual({ N1: { job: 'N2' }, N2: { job: 'N1' }, N3: { seal: '300' } });
    for (const piece of pieces) {
      await undo('26', ...piece);
      await told('N');
    }
    expect(await told('N')).toEqual(restored);
  }
  for (const piece of [[ada], [bert]]) {
    await store('27', [repair('N1', null), repair('N4', { job: 'N1' }, { of: bert })]);
    await undo('27', ...piece);
    await told('N');
    await undo('27', ada, bert);
    expect(await told('N')).toEqual(restored);
  }
});

test('a later import keeps the value that it told when the one before it is undone', async () => {
  await store('28', [repair('O1', { job: 'O1' })]);
  await store('29', [repair('O1', { job: 'O2' })]);
  expect(await undo('28', ada)).toMatchObject({ removed: 0, changed: [{ customerId: ada }] });
  expect(await told('O')).toEqual({ O1: { job: 'O2' } });
});

test('a customer who goes leaves no value behind', async () => {
  const gone = await customer('gone');
  await store('30', [repair('P1', { job: 'P1' }, { of: gone })]);
  await platform.run((ctx) => deleteCustomers(ctx, [gone]));
  await told('P');
  await byHand({ job: 'P1' });
});
