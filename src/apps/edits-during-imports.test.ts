import { expect, test } from 'vitest';
import { editOrder } from '#commerce/orders/edit-order.ts';
import { createField, updateField } from '#customers/custom-fields/custom-fields.ts';
import {
  givenStartedImport,
  givenUpload,
  importText,
  runToEnd,
  workReadHere,
} from '#ingestion/imports/imports.fixtures.ts';
import { declaredAddedValues } from '#platform/domains/registry.ts';
import { userWith } from '#platform/testing/call-route.ts';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { domains } from './domains.ts';

const platform = await testPlatform();
platform.addedValues = declaredAddedValues(domains);
const as = userWith('commerce.read', 'commerce.write', 'customers.read');

const fileOf = (number: string, store = '', channel = '') =>
  `order number,order date,store,channel,sku,quantity,unit price,customer id
${number},2026-01-05 10:00,${store},${channel},A,1,2,K1`;

interface Stored {
  id: string;
  version: number;
  store: string | null;
  channel: string | null;
}

async function stored(number: string): Promise<Stored> {
  const { rows } = await platform.database.pool.query(
    'select id, version, store, channel from commerce.orders where number = $1',
    [number],
  );
  return rows[0];
}

const started = async (text: string) => givenStartedImport(platform, await givenUpload(platform, { text }));

/** Edits the store of an order, from the version that was read. */
const edit = ({ id, version }: Stored, store: string, written = async () => {}) =>
  platform.run(async (ctx) => {
    await editOrder({ ...ctx, ifMatch: String(version) }, { id, store });
    await written();
  }, as);

/** The work of an import that awaits `written` before its only chunk is committed. */
function heldBy(written: () => Promise<void>) {
  const work = workReadHere();
  return {
    ...work,
    async *open(...given: Parameters<typeof work.open>) {
      for await (const chunk of work.open(...given))
        yield {
          ...chunk,
          async store(ctx: Parameters<typeof chunk.store>[0]) {
            const outcome = await chunk.store(ctx);
            await written();
            return outcome;
          },
        };
    },
  };
}

test('an import that meets an order while somebody edits it waits, keeps what they set, and fills the rest', async () => {
  await importText(platform, fileOf('E'));
  const before = await stored('E');
  const id = await started(fileOf('E', 'North', 'web'));
  const results = await overlapping(
    platform,
    (written) => edit(before, 'South', written),
    () => runToEnd(platform, id),
  );
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  expect(await stored('E')).toMatchObject({ store: 'South', channel: 'web', version: before.version + 2 });
});

test('an edit that meets an order while an import changes it waits, is refused, and holds when it is made anew', async () => {
  await importText(platform, fileOf('I'));
  const before = await stored('I');
  const id = await started(fileOf('I', 'North', 'web'));
  const [imported, edited] = await overlapping(
    platform,
    (written) => runToEnd(platform, id, undefined, () => heldBy(written)),
    () => edit(before, 'South'),
  );
  expect(imported).toMatchObject({ status: 'fulfilled', value: { state: 'done' } });
  expect(edited).toMatchObject({ status: 'rejected', reason: { code: 'commerce.version_conflict' } });
  const after = await stored('I');
  expect(after).toMatchObject({ store: 'North', channel: 'web', version: before.version + 1 });
  await edit(after, 'South');
  await importText(platform, fileOf('I', 'East', 'till'));
  expect(await stored('I')).toMatchObject({ store: 'South', channel: 'web' });
});

test('a field of orders becomes unique only past an import that tells it, and finds what that told', async () => {
  const keeper = userWith('customers.fields');
  const invoice = await platform.run(
    (ctx) => createField(ctx, { key: 'invoice', of: 'order', type: 'text', label: { en: 'Invoice no' } }),
    keeper,
  );
  const makeUnique = () =>
    platform.run(
      (ctx) => updateField({ ...ctx, ifMatch: String(invoice.version) }, { id: invoice.id, unique: true }),
      keeper,
    );
  const telling = (number: string, value: string) =>
    `order number,order date,sku,quantity,unit price,customer id,Invoice no
${number},2026-01-05 10:00,A,1,2,K1,${value}`;
  await importText(platform, telling('U1', 'I-1'));
  const id = await started(telling('U2', 'I-1'));
  const [imported, made] = await overlapping(
    platform,
    (written) => runToEnd(platform, id, undefined, () => heldBy(written)),
    makeUnique,
  );
  expect(imported).toMatchObject({ status: 'fulfilled', value: { state: 'done' } });
  expect(made).toMatchObject({ status: 'rejected', reason: { code: 'customers.field_values_repeat' } });
});
