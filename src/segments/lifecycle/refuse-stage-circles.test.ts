import { expect, test } from 'vitest';
import { overlapping } from '#platform/testing/overlapping.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import type { Rule } from '../rules/rule-tree.contract.ts';
import { makeSegment, updateSegment } from '../segments/segments.ts';
import { readLifecycle } from './lifecycle.queries.ts';
import { editLifecycle } from './lifecycle.ts';

const platform = await testPlatform();

test('a stage and a segment that would close a circle, saved at once, do not both come through', async () => {
  const { id: named } = await platform.run((ctx) =>
    makeSegment(ctx, {
      ...{ name: 'Named', description: '', kind: 'dynamic', shared: 'all' },
      rule: { type: 'field', field: 'displayName', operator: 'filled' },
    }),
  );
  const { version } = await platform.run(readLifecycle);
  const editing = (written: () => Promise<void>) =>
    platform.run(async (ctx) => {
      const rule: Rule = { type: 'segment', operator: 'in', segments: [named] };
      await editLifecycle({ ...ctx, ifMatch: String(version) }, { stages: [{ stage: 'loyal', rule }] });
      await written();
    });
  const saving = () =>
    platform.run((ctx) =>
      updateSegment(
        { ...ctx, ifMatch: '1' },
        { id: named, rule: { type: 'stage', operator: 'in', stages: ['first'] } },
      ),
    );
  expect(await overlapping(platform, editing, saving)).toMatchObject([
    { status: 'fulfilled' },
    { status: 'rejected', reason: { code: 'segments.stages_in_circles' } },
  ]);
});
