import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { makeSegment, updateSegment } from '../segments/segments.ts';
import { readLifecycle } from './lifecycle.queries.ts';
import { editLifecycle } from './lifecycle.ts';

const platform = await testPlatform();
const { pool } = platform.database;

test('a stage and a segment that would close a circle, saved at once, do not both come through', async () => {
  const { id: named } = await platform.run((ctx) =>
    makeSegment(ctx, {
      ...{ name: 'Named', description: '', kind: 'dynamic', shared: 'all' },
      rule: { type: 'field', field: 'displayName', operator: 'filled' },
    }),
  );
  const [edited, release] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const { version } = await platform.run(readLifecycle);
  const editing = platform.run(async (ctx) => {
    const rule: Rule = { type: 'segment', operator: 'in', segments: [named] };
    await editLifecycle({ ...ctx, ifMatch: String(version) }, { stages: [{ stage: 'loyal', rule }] });
    edited.resolve();
    await release.promise;
  });
  await edited.promise;
  const saving = platform.run((ctx) =>
    updateSegment(
      { ...ctx, ifMatch: '1' },
      { id: named, rule: { type: 'stage', operator: 'in', stages: ['first'] } },
    ),
  );
  const refused = expect(saving).rejects.toMatchObject({ code: 'segments.stages_in_circles' });
  const waiting = async () =>
    (
      await pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      )
    ).rowCount;
  await expect.poll(waiting, { timeout: 20_000 }).toBe(1);
  release.resolve();
  await Promise.all([editing, refused]);
});
