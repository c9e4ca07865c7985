import { z } from 'zod';
import { contract, count, day, endpoint, flag, id, instant, nothing } from '#platform/http/contract.ts';
import { rule } from '../rules/rule-tree.contract.ts';
import { bothLanguages, finding, ruleRefusals } from '../rules/rules.contract.ts';

const name = z.string().trim().min(1).max(80);
const description = z.string().trim().max(500);
const segmentKind = z.enum(['dynamic', 'static', 'hand']);
/** With whom a segment is shared: nobody, the team of its owner, everybody. */
const segmentSharing = z.enum(['me', 'team', 'all']);

const dailyMembers = z.object({ day, members: count });

/** A saved segment as its reader may see it. */
export const segment = z.object({
  id,
  name: z.string(),
  description: z.string(),
  kind: segmentKind.meta({
    description:
      '`dynamic`: whom its rule means, kept up to date; `static`: whom it meant once; `hand`: whom people put in.',
  }),
  shared: segmentSharing,
  ownerId: id.nullable(),
  mayChange: z.boolean(),
  readable: z.boolean().meta({
    description:
      'False: its rule asks about what the reader may not read, so that neither rule nor members are told.',
  }),
  rule: z.record(z.string(), z.unknown()).nullable(),
  sentence: bothLanguages.nullable().meta({ description: 'The rule in words.' }),
  state: z.enum(['ok', 'broken']).meta({
    description: '`broken`: the rule names something that is gone; members stay as they last were.',
  }),
  findings: z.array(finding),
  filling: z.boolean().meta({ description: 'Members are being worked out for the first time, or anew.' }),
  members: count.nullable().meta({ description: 'Members that the reader reaches.' }),
  share: z.number().nullable().meta({ description: 'Of the customers that the reader reaches; 0 to 1.' }),
  trend: z
    .array(dailyMembers)
    .nullable()
    .meta({ description: 'The last 30 days, oldest first; null for whom does not reach everybody.' }),
  version: count,
  createdAt: instant,
  updatedAt: instant,
  filledAt: instant.nullable(),
  archivedAt: instant.nullable(),
});
export type Segment = z.output<typeof segment>;

const dependants = z.object({
  segments: z
    .array(z.object({ id, name: z.string().nullable() }))
    .meta({ description: 'Dynamic segments in use; no name where one is not shared with the caller.' }),
  tags: z.array(z.object({ id, name: z.string() })),
  standings: z
    .array(z.enum(['stages', 'grades']))
    .meta({ description: 'Which of them have a rule that names it.' }),
});
export type Dependants = z.output<typeof dependants>;

/** So many can be combined at once. */
export const mostCombined = 20;
const sharedInput = segmentSharing.default('me');
const refusals = [...ruleRefusals, 'segments.goes_in_circles', 'segments.too_many'];
const edits = ['segments.segment_not_found', 'segments.segment_not_yours'];

/** Saved segments. */
export const segmentsContract = contract('segments', {
  segments: endpoint({
    method: 'GET',
    path: '/segments',
    summary: 'Lists the segments that are one’s own, one’s team’s or everybody’s, by name.',
    needs: 'segments.read',
    input: z.strictObject({ archived: flag }),
    output: z.object({
      items: z.array(segment),
      reached: count.meta({ description: 'All customers that the reader reaches.' }),
    }),
  }),
  findSegments: endpoint({
    method: 'GET',
    path: '/segments/find',
    summary: 'Finds segments in use by a part of their name: the first by name, without what is in them.',
    needs: 'segments.read',
    input: z.strictObject({ q: name }),
    output: z.object({ items: z.array(z.object({ id, name: z.string(), description: z.string() })) }),
  }),
  segmentNames: endpoint({
    method: 'GET',
    path: '/segments/names',
    summary: 'Names the segments in use of whose members one may be told.',
    needs: 'segments.read',
    input: nothing,
    output: z.object({
      items: z.array(z.object({ id, name: z.string(), kind: segmentKind, mayChange: z.boolean() })),
    }),
  }),
  readyMade: endpoint({
    method: 'GET',
    path: '/segments/ready-made',
    summary: 'Lists rules that come with the product, to copy.',
    needs: 'segments.read',
    input: nothing,
    output: z.object({
      items: z.array(
        z.object({
          key: z.string(),
          name: bothLanguages,
          description: bothLanguages,
          rule: z.record(z.string(), z.unknown()),
          sentence: bothLanguages,
        }),
      ),
    }),
  }),
  segment: endpoint({
    method: 'GET',
    path: '/segments/:id',
    summary: 'Tells one segment.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: segment,
    fails: ['segments.segment_not_found'],
  }),
  dependants: endpoint({
    method: 'GET',
    path: '/segments/:id/dependants',
    summary: 'Tells what names a segment or follows it, and would stand still if it were archived.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: dependants,
    fails: ['segments.segment_not_found'],
  }),
  fieldDependants: endpoint({
    method: 'GET',
    path: '/segments/naming-field',
    summary: 'Tells what names a custom field of customers, and would stand still if it were archived.',
    needs: 'segments.read',
    input: z.strictObject({ key: z.string().max(100) }),
    output: dependants,
    fails: ['customers.field_not_readable'],
  }),
  makeSegment: endpoint({
    method: 'POST',
    path: '/segments',
    summary:
      'Saves a segment: a rule whose members are kept up to date or taken once, or a list made by hand.',
    needs: 'segments.write',
    input: z.strictObject({
      name,
      description: description.default(''),
      kind: segmentKind.default('dynamic'),
      rule: rule.optional().meta({ description: 'For all but lists made by hand.' }),
      shared: sharedInput,
    }),
    output: segment,
    fails: [...refusals, 'segments.rule_lacking', 'segments.rule_of_hand_made'],
  }),
  combineSegments: endpoint({
    method: 'POST',
    path: '/segments/combine',
    summary:
      'Saves a segment of those in any of some segments, in all of them, or in the first and none of the others.',
    needs: 'segments.write',
    input: z.strictObject({
      operation: z.enum(['union', 'intersection', 'difference']),
      segments: z
        .array(id)
        .min(2)
        .max(mostCombined)
        .refine((ids) => new Set(ids).size === ids.length, 'must be different ones')
        .meta({ examples: [['12', '13']] }),
      name,
      description: description.default(''),
      shared: sharedInput,
    }),
    output: segment,
    fails: refusals,
  }),
  updateSegment: endpoint({
    method: 'PATCH',
    path: '/segments/:id',
    summary:
      'Changes a segment. By another rule than before members are worked out anew, those of a static one too.',
    needs: 'segments.write',
    ifMatch: true,
    input: z.strictObject({
      id,
      name: name.optional(),
      description: description.optional(),
      shared: segmentSharing.optional(),
      rule: rule.optional(),
    }),
    output: segment,
    fails: [
      ...edits,
      ...refusals,
      'segments.version_conflict',
      'segments.rule_of_hand_made',
      'segments.hides_from_yourself',
      'segments.stages_in_circles',
      'segments.tag_in_circles',
      'segments.grades_in_circles',
      'segments.tag_follows',
      'customers.needs_all',
      'customers.field_not_writable',
    ],
  }),
  copySegment: endpoint({
    method: 'POST',
    path: '/segments/:id/copy',
    summary: 'Saves a copy of a segment as one’s own; of a list made by hand with its members.',
    needs: 'segments.write',
    input: z.strictObject({ id, name }),
    output: segment,
    fails: ['segments.segment_not_found', 'segments.segment_not_readable', ...refusals],
  }),
  retakeSegment: endpoint({
    method: 'POST',
    path: '/segments/:id/retake',
    summary: 'Takes the members of a static segment again: whom its rule means now.',
    needs: 'segments.write',
    input: z.strictObject({ id }),
    output: segment,
    fails: [...edits, 'segments.not_taken_once'],
  }),
  archiveSegment: endpoint({
    method: 'POST',
    path: '/segments/:id/archive',
    summary: 'Archives a segment: members stay as they are, and rules may not name it any more.',
    needs: 'segments.write',
    input: z.strictObject({ id }),
    output: segment,
    fails: edits,
  }),
  unarchiveSegment: endpoint({
    method: 'POST',
    path: '/segments/:id/unarchive',
    summary: 'Takes a segment into use again; its members are worked out anew.',
    needs: 'segments.write',
    input: z.strictObject({ id }),
    output: segment,
    fails: edits,
  }),
});
