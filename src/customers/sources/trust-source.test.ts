import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { sourceNamed } from '../records/sources.queries.ts';
import { listSources } from './sources.ts';
import { trustSource } from './trust-source.ts';

const platform = await testPlatform();

test('a field that is left out of what is told is trusted like its source again', async () => {
  const id = await platform.run((ctx) => sourceNamed(ctx, 'Shop'));
  const told = async (trust: Parameters<typeof trustSource>[2]) => {
    await platform.run((ctx) => trustSource(ctx, id, trust));
    const [source] = await platform.run((ctx) => listSources(ctx));
    return { trust: source!.trust, fieldTrust: source!.fieldTrust };
  };
  const both = { trust: 80, fieldTrust: { city: 20, birthday: 90 } };
  expect(await told(both)).toEqual(both);
  expect(await told({})).toEqual(both);
  expect(await told({ fieldTrust: { birthday: 90 } })).toEqual({ trust: 80, fieldTrust: { birthday: 90 } });
  expect(await told({ trust: 80 })).toEqual({ trust: 80, fieldTrust: {} });
});

test('the same told again changes nothing, whatever the order of the fields', async () => {
  const id = await platform.run((ctx) => sourceNamed(ctx, 'Till'));
  const told = (fieldTrust: Record<string, number>) =>
    platform.run((ctx) => trustSource(ctx, id, { trust: 70, fieldTrust }));
  const version = async () =>
    (await platform.run((ctx) => listSources(ctx))).find((one) => one.id === id)!.version;
  await told({ city: 20, birthday: 90 });
  const before = await version();
  await told({ birthday: 90, city: 20 });
  expect(await version()).toBe(before);
});
