import { z } from 'zod';
import { contract, endpoint, id, nothing } from '#platform/http/contract.ts';

const tagRule = z.object({
  segment: z
    .object({
      id,
      name: z.string().nullable(),
      standsStill: z
        .enum(['archived', 'broken'])
        .nullable()
        .meta({ description: 'Why the tag goes on as it is, whoever would come or leave.' }),
    })
    .nullable()
    .meta({ description: 'Whose members carry the tag; no name where it is not shared with the caller.' }),
  settled: z
    .boolean()
    .meta({ description: 'False while the tag is being put on and taken off in the background.' }),
});

/** Tags that put themselves on and off. */
export const tagRulesContract = contract('segments', {
  tagRule: endpoint({
    method: 'GET',
    path: '/tags/:id/rule',
    summary: 'Tells which segment a tag follows.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: tagRule,
  }),
  settlingTags: endpoint({
    method: 'GET',
    path: '/tags/settling',
    summary:
      'Names the tags that are being put on and taken off in the background, and those whose rule stands still.',
    needs: 'segments.read',
    input: nothing,
    output: z.object({
      ids: z.array(id),
      standStill: z.array(id).meta({
        description: 'They stay as they are: the segment that they follow is archived, or its rule broken.',
      }),
    }),
  }),
  setTagRule: endpoint({
    method: 'PUT',
    path: '/tags/:id/rule',
    summary:
      'Lets a tag follow a dynamic segment: it puts itself on its members, and off whom it put itself on, within seconds.',
    needs: 'customers.tags',
    input: z.strictObject({ id, segmentId: id }),
    output: tagRule,
    fails: [
      'customers.needs_all',
      'customers.field_not_writable',
      'customers.tag_not_found',
      'segments.segment_not_found',
      'segments.segment_not_readable',
      'segments.tag_needs_rule',
      'segments.tag_in_circles',
    ],
  }),
  endTagRule: endpoint({
    method: 'POST',
    path: '/tags/:id/rule/end',
    summary: 'Lets a tag follow nothing any more; who carries it by the rule keeps it or loses it.',
    needs: 'customers.tags',
    input: z.strictObject({ id, carriers: z.enum(['keep', 'takeOff']) }),
    output: tagRule,
    fails: ['customers.needs_all', 'customers.field_not_writable'],
  }),
});
