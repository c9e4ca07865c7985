import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { createImport, editImport } from './drafts.ts';
import { importDetailOf } from './import-detail.queries.ts';
import { givenUpload, openContext, ordersText } from './imports.fixtures.ts';
import { importNamed } from './imports.ts';

const platform = await testPlatform();

async function draftOf(batch?: string): Promise<string> {
  const uploadId = await givenUpload(platform, { text: ordersText() });
  const { id } = await createImport(openContext(platform), { uploadId, ...(batch ? { batch } : {}) });
  return id;
}

const named = (id: string, source: string) => editImport(openContext(platform), { id, options: { source } });

async function sourceOf(id: string): Promise<string | undefined> {
  const { options } = await platform.run(async (ctx) => importDetailOf(ctx, await importNamed(ctx, id)));
  return 'source' in options ? options.source : undefined;
}

test('files of one batch start with the source that the first of them was given, and one named otherwise keeps its own', async () => {
  const [one, two, three] = [await draftOf('b1'), await draftOf('b1'), await draftOf('b1')];
  const [other, alone] = [await draftOf('b2'), await draftOf()];
  await named(one, 'web');
  await named(one, 'web shop');
  expect([await sourceOf(two), await sourceOf(three)]).toEqual(['web shop', 'web shop']);
  await named(three, 'till');
  await named(two, 'fair');
  expect([await sourceOf(one), await sourceOf(three)]).toEqual(['web shop', 'till']);
  expect([await sourceOf(other), await sourceOf(alone)]).toEqual(['default', 'default']);
});

test('a file that joins a batch later starts with its source', async () => {
  await named(await draftOf('b3'), 'till');
  expect(await sourceOf(await draftOf('b3'))).toBe('till');
});
