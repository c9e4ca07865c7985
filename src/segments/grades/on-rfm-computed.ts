import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { conditionsOf } from '../rules/rule-tree.contract.ts';
import { readableRules } from '../rules/stored-rule.ts';
import { rulesIn } from './given-scheme.contract.ts';
import { askForGrades } from './grades.ts';
import { readGrades } from './stored-grades.queries.ts';

const payloadShape = z.object({ changed: z.number() });

/** Where a scheme asks for scores, grades follow them. */
export const onRfmComputed: Reaction = {
  event: 'rfm.computed',
  name: 'segments.grades_follow_scores',
  async run(ctx, payload) {
    if (payloadShape.parse(payload).changed === 0) return;
    await ctx.transact(async (inner) => {
      const { scheme } = await readGrades(inner);
      const asked = readableRules(rulesIn(scheme)).flatMap((rule) => conditionsOf(rule));
      if (asked.some(({ condition }) => condition.type === 'rfm')) await askForGrades(inner);
    });
  },
};
