import { z } from 'zod';
import type { Reaction } from '#platform/domains/domain.ts';
import { askForGrades } from '../grades/grades.ts';
import { askForRfm } from '../rfm/rfm.ts';

const payloadShape = z.object({ kind: z.string() });

/** Scores and grades by what was taken back do not stand until the next day. */
export const onImportUndone: Reaction = {
  event: 'import.undone',
  name: 'segments.standings_follow_undo',
  async run(ctx, payload) {
    const { kind } = payloadShape.parse(payload);
    await ctx.transact(async (inner) => {
      if (kind === 'orders' || kind === 'demo') await askForRfm(inner);
      await askForGrades(inner);
    });
  },
};
