import { expect, test } from 'vitest';
import { updateCustomer } from '../profiles/profiles.ts';
import { importWorld } from './records.fixtures.ts';

const { platform, till, fresh, ensure, one, footprint } = await importWorld();

test('a source changes its own values; another source only fills gaps', async () => {
  const externalId = fresh();
  const phones = ['13800139201'];
  const [made] = await ensure([{ externalId, phones, name: 'Ada', city: 'Leeds' }]);
  const [other] = await ensure([{ phones, name: 'Ada B.', city: 'York', region: 'Yorkshire' }], {
    sourceId: till,
  });
  expect(other).toEqual({ customerId: made!.customerId, outcome: 'updated' });
  expect(await one(made!.customerId)).toMatchObject({
    displayName: 'Ada',
    city: 'Leeds',
    region: 'Yorkshire',
    version: 2,
  });
  await ensure([{ externalId, phones, name: 'Ada C.', city: 'Hull' }]);
  expect(await one(made!.customerId)).toMatchObject({
    displayName: 'Ada C.',
    city: 'Hull',
    region: 'Yorkshire',
  });
});

test('what a person edited by hand is never overwritten, nor filled where they emptied it', async () => {
  const externalId = fresh();
  const arrives = { externalId, name: 'Ada', city: 'Leeds', region: 'Yorkshire', company: 'Mill' };
  const [made] = await ensure([arrives]);
  const id = made!.customerId;
  await platform.run((ctx) =>
    updateCustomer({ ...ctx, ifMatch: '1' }, { id, displayName: 'Ada by hand', city: 'York', region: null }),
  );
  await ensure([{ ...arrives, name: 'Ada L.', city: 'Hull', company: 'Mill & Co' }]);
  expect(await one(id)).toMatchObject({
    displayName: 'Ada by hand',
    city: 'York',
    region: null,
    company: 'Mill & Co',
    editedFields: ['city', 'display_name', 'region'],
  });
});

test('a name given later takes the place of the stand-in', async () => {
  const externalId = fresh();
  const [made] = await ensure([{ externalId, country: 'United Kingdom' }]);
  expect(await one(made!.customerId)).toMatchObject({ displayName: externalId, country: 'GB' });
  await ensure([{ externalId, name: 'Ada' }], { existing: 'fill' });
  expect((await one(made!.customerId)).displayName).toBe('Ada');
});

test('filling leaves known values and the source record alone, whatever order they come in', async () => {
  const externalId = fresh();
  const both = [
    { externalId, country: 'Cyprus' },
    { externalId, country: 'Austria' },
  ];
  const [made] = await ensure(both, { existing: 'fill' });
  const before = await footprint();
  const again = await ensure([...both].reverse(), { existing: 'fill' });
  expect(again.map((customer) => customer.outcome)).toEqual(['unchanged', 'unchanged']);
  expect(await footprint()).toBe(before);
  expect((await one(made!.customerId)).country).toBe('CY');
});

test('an unreadable value stays in the source record and harms nothing', async () => {
  const payload = { Land: 'Atlantis\u0000', born: '31.02.1990' };
  const [made] = await ensure([
    {
      externalId: fresh(),
      country: 'Atlantis',
      birthday: '1990-02-31',
      phones: ['n/a'],
      emails: ['none'],
      name: 'A\u0000b',
      payload,
    },
  ]);
  const customer = await one(made!.customerId);
  expect(customer).toMatchObject({ displayName: 'Ab', country: null, birthday: null, contactPoints: [] });
  expect(customer.records[0]!.payload).toEqual({ Land: 'Atlantis', born: '31.02.1990' });
});

test('one source record per source and key, replaced when it says something else', async () => {
  const externalId = fresh();
  const [made] = await ensure([{ externalId, name: 'Ada', payload: { a: 1 } }], {
    origin: { importId: '5' },
  });
  const [again] = await ensure([{ externalId, name: 'Ada', payload: { a: 2 }, rowNo: 9 }], {
    origin: { importId: '6' },
  });
  expect(again!.outcome).toBe('updated');
  const customer = await one(made!.customerId);
  expect(customer.version).toBe(1);
  expect(customer.records).toMatchObject([
    { keyValue: externalId, importId: '6', rowNo: '9', payload: { a: 2 } },
  ]);
});

test('the order of the columns of a payload says nothing', async () => {
  const externalId = fresh();
  await ensure([{ externalId, payload: { a: 1, b: 2 } }]);
  const [again] = await ensure([{ externalId, payload: { b: 2, a: 1 } }]);
  expect(again!.outcome).toBe('unchanged');
});
