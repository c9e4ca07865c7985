import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { computeGrades } from '../grades/grades.ts';
import { customersNamed, documentsOf } from '../rfm/rfm.fixtures.ts';
import { computeRfm } from '../rfm/rfm.ts';
import { onImportFinished } from './on-import-finished.ts';
import { onImportUndone } from './on-import-undone.ts';

const platform = await testPlatform();
const imported = { importId: '1', state: 'done', orders: 0, cancellations: 0, customers: 0 };

function finished(sums: object): Promise<void> {
  const ctx = { transact: platform.run } as Parameters<typeof onImportFinished.run>[0];
  return onImportFinished.run(ctx, { ...imported, ...sums });
}

const worked = async () => ({
  scores: await platform.run(computeRfm),
  grades: await platform.run(computeGrades),
});

test('what an import brought has scores and grades on the same day, and an import of nothing asks for none', async () => {
  const [ada] = await customersNamed(platform, ['Ada']);
  expect(await worked()).toMatchObject({ scores: { customers: 0 }, grades: { moved: 1 } });
  await documentsOf(platform, [{ customerId: ada!, at: '2026-02-10T02:00:00Z', worth: 1_000 }]);
  await finished({});
  expect(await worked()).toEqual({ scores: undefined, grades: undefined });
  await finished({ customers: 1 });
  expect(await worked()).toMatchObject({ scores: undefined, grades: {} });
  await finished({ orders: 1 });
  expect(await worked()).toMatchObject({ scores: { customers: 1, changed: 1 }, grades: {} });
});

test('what an undo of orders took back has no scores any more on the same day, and an undo of customers asks for grades alone', async () => {
  const undone = (kind: string) => {
    const ctx = { transact: platform.run } as Parameters<typeof onImportUndone.run>[0];
    return onImportUndone.run(ctx, { importId: '1', kind });
  };
  await worked();
  await sql`delete from commerce.orders`.execute(platform.database.db);
  expect(await worked()).toEqual({ scores: undefined, grades: undefined });
  await undone('customers');
  expect(await worked()).toMatchObject({ scores: undefined, grades: {} });
  await undone('orders');
  expect(await worked()).toMatchObject({ scores: { customers: 0, changed: 1 }, grades: {} });
});
