import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { updateCustomer } from '../profiles/profiles.ts';
import { recomputeCustomers } from './recompute.ts';
import { importWorld } from './records.fixtures.ts';
import { sourceNamed } from './sources.queries.ts';

const { platform, till, fresh, ensure, one, footprint } = await importWorld();

test('what is newer stands before what is older, and gaps are filled from every source', async () => {
  const externalId = fresh();
  const phones = ['13800139201'];
  const [made] = await ensure([{ externalId, phones, name: 'Ada Lee', city: 'Leeds', company: 'Mill' }]);
  platform.clock.set('2026-03-06T08:00:00Z');
  const [other] = await ensure([{ phones, name: 'LEE, Ada', city: 'York', region: 'Yorkshire' }], {
    sourceId: till,
  });
  expect(other).toEqual({ customerId: made!.customerId, outcome: 'updated' });
  expect(await one(made!.customerId)).toMatchObject({
    displayName: 'LEE, Ada',
    city: 'York',
    region: 'Yorkshire',
    company: 'Mill',
    version: 2,
  });
});

test('a place is that of one record; others complete it only where they name no other place', async () => {
  const externalId = fresh();
  const home = { region: '上海市', city: '上海市' };
  const [made] = await ensure([
    {
      externalId,
      name: '王芳',
      region: '北京市',
      city: '北京市',
      district: '海淀区',
      address: '北京市海淀区中关村1号',
    },
  ]);
  const place = async () => {
    const { region, city, district, address } = await one(made!.customerId);
    return [region, city, district, address];
  };
  platform.clock.set('2026-03-06T08:30:00Z');
  await ensure([{ externalId, name: '王芳', ...home }]);
  expect(await place()).toEqual(['上海市', '上海市', null, null]);
  platform.clock.set('2026-03-06T08:40:00Z');
  await ensure([{ externalId, name: '王芳', district: '徐汇区', address: '漕溪路2号' }]);
  expect(await place()).toEqual(['上海市', '上海市', '徐汇区', '漕溪路2号']);
  platform.clock.set('2026-03-06T08:50:00Z');
  await ensure([{ externalId, name: '王芳', region: '江苏省' }]);
  expect(await place()).toEqual(['江苏省', null, '徐汇区', '漕溪路2号']);
});

test('trust stands before time, and trust in one field before trust in the source', async () => {
  const externalId = fresh();
  const [made] = await ensure([{ externalId, name: 'Ada', city: 'Leeds', company: 'Mill' }]);
  const trusted = await platform.run((ctx) => sourceNamed(ctx, 'Trusted'));
  await sql`update customers.sources set trust = 80, field_trust = '{"company": 10}' where id = ${trusted}`.execute(
    platform.database.db,
  );
  await sql`insert into customers.identities (kind, source_id, value, customer_id)
    values ('external', ${trusted}, ${externalId}, ${made!.customerId})`.execute(platform.database.db);
  platform.clock.set('2026-03-06T09:00:00Z');
  await ensure([{ externalId, name: 'Ada L.', city: 'York', company: 'Shop' }], { sourceId: trusted });
  platform.clock.set('2026-03-07T09:00:00Z');
  await ensure([{ externalId, name: 'Ada M.', city: 'Hull', company: 'Mill & Co' }]);
  expect(await one(made!.customerId)).toMatchObject({
    displayName: 'Ada L.',
    city: 'York',
    company: 'Mill & Co',
  });
});

test('a source that is trusted anew is weighed anew when its customers are computed again', async () => {
  const externalId = fresh();
  const [made] = await ensure([{ externalId, name: 'Ada', city: 'Leeds' }], { sourceId: till });
  await sql`insert into customers.identities (kind, source_id, value, customer_id)
    select 'external', id, ${externalId}, ${made!.customerId} from customers.sources where name = 'Shop'`.execute(
    platform.database.db,
  );
  platform.clock.set('2026-03-09T09:00:00Z');
  await ensure([{ externalId, name: 'Ada', city: 'York' }]);
  expect((await one(made!.customerId)).city).toBe('York');
  await sql`update customers.sources set trust = 70 where id = ${till}`.execute(platform.database.db);
  const changed = await platform.run((ctx) => recomputeCustomers(ctx, [made!.customerId]));
  await sql`update customers.sources set trust = 50 where id = ${till}`.execute(platform.database.db);
  expect(changed).toEqual([made!.customerId]);
  expect((await one(made!.customerId)).city).toBe('Leeds');
});

test('of two rows of one import the fuller one stands first, else the later one', async () => {
  const at = fresh();
  const [made] = await ensure([
    { externalId: at, name: 'Ada', city: 'Leeds', region: 'Yorkshire' },
    { externalId: at, name: 'Ada B.', city: 'York' },
    { externalId: `${at}2`, name: 'Bo', city: 'Leeds' },
    { externalId: `${at}2`, name: 'Bo C.', city: 'York' },
  ]);
  expect(await one(made!.customerId)).toMatchObject({ displayName: 'Ada', city: 'Leeds' });
  const [, , other] = await ensure([{ externalId: at }, { externalId: at }, { externalId: `${at}2` }]);
  expect(await one(other!.customerId)).toMatchObject({ displayName: 'Bo C.', city: 'York' });
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

test('every different telling is a source record of its own, and says what it was brought together by', async () => {
  const externalId = fresh();
  const [made] = await ensure([{ externalId, name: 'Ada', payload: { a: 1 } }], {
    origin: { importId: '5' },
  });
  platform.clock.set('2026-03-10T08:00:00Z');
  const [again] = await ensure([{ externalId, name: 'Ada', payload: { a: 2 } }], {
    origin: { importId: '6' },
  });
  expect(again!.outcome).toBe('updated');
  const customer = await one(made!.customerId);
  expect(customer.version).toBe(1);
  expect(customer.records).toMatchObject([
    { keyValue: externalId, importId: '6', rowNo: '1', payload: { a: 2 } },
    { keyValue: externalId, importId: '5', payload: { a: 1 } },
  ]);
  const { rows } = await sql<{ by: string | null }>`select unified_by as by from customers.source_records
    where customer_id = ${made!.customerId} order by id`.execute(platform.database.db);
  expect(rows.map((row) => row.by)).toEqual([null, 'external']);
});

test('the order of the columns of a payload says nothing', async () => {
  const externalId = fresh();
  await ensure([{ externalId, payload: { a: 1, b: 2 } }]);
  const [again] = await ensure([{ externalId, payload: { b: 2, a: 1 } }]);
  expect(again!.outcome).toBe('unchanged');
});
