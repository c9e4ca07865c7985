import type { NotificationKind } from '#platform/db/context.ts';
import { seenSegmentsOf } from './segments.queries.ts';

const idOf = (subject: unknown) => (subject as { segmentId: string }).segmentId;

/** Tells owners that a rule of theirs names what is gone, for as long as it does. */
export const segmentBrokenKind: NotificationKind = {
  kind: 'segments.segment_broken',
  needs: 'segments.read',
  async describe(ctx, notifications) {
    const seen = await seenSegmentsOf(ctx, { archived: false });
    const broken = new Map(seen.filter(({ findings }) => findings.length > 0).map((each) => [each.id, each]));
    return new Map(
      notifications.flatMap(({ id, subject }) => {
        const segment = broken.get(idOf(subject));
        if (!segment) return [];
        return [[id, { values: { name: segment.name }, to: `/segments/${segment.id}` }] as const];
      }),
    );
  },
};
