import { z } from 'zod';
import { filterRefusals, meant, work } from '#customers/public.contract.ts';
import { contract, count, day, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';
import { bothLanguages, judged, ruleRefusals } from '../rules/rules.contract.ts';

const causes = ['made', 'rule', 'changed', 'time', 'hand', 'gone'] as const;

/** By what members are compared with everybody. */
export const portraitSides = [
  ...(['region', 'cityTier', 'stage', 'grade', 'rfmGroup', 'rfmKind'] as const),
  ...(['spend', 'orders', 'recency', 'cameFrom', 'gender'] as const),
];

const readRefusals = ['segments.segment_not_found', 'segments.segment_not_readable'];

const because = z.array(
  z.object({
    sentence: bothLanguages,
    holds: z.boolean(),
    facts: z.array(z.object({ fact: z.string(), value: z.string().nullable(), id: id.optional() })),
  }),
);

const movement = z.object({
  id,
  movedAt: instant,
  entered: z.boolean(),
  cause: z.enum(causes).meta({
    description:
      '`made`: when the segment was; `rule`: the rule was edited or came back; `changed`: facts did; `time`: only time went by; `hand`: somebody put them in or out; `gone`: into the bin, or out of it.',
  }),
  because: because.nullable().meta({ description: 'The conditions that decided, as far as they were kept.' }),
});

/** More than so many are put into a list in the background. */
export const mostMoved = 50_000;
/** So many can be named one by one. */
export const mostNamed = 1_000;

const movedByHand = z.object({
  moved: count,
  ids: z.array(id).meta({ description: 'Who moved; whoever was in, or out, already is not among them.' }),
});

const handRefusals = [
  'segments.segment_not_found',
  'segments.segment_not_yours',
  'segments.not_made_by_hand',
];

/** Who belongs to segments, since when and why. */
export const membershipsContract = contract('segments', {
  members: endpoint({
    method: 'GET',
    path: '/segments/:id/members',
    summary: 'Lists the members of a segment that one reaches, who came last first.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ id, ...pageInput }),
    output: page(z.object({ customerId: id, displayName: z.string(), enteredAt: instant })),
    fails: readRefusals,
  }),
  movements: endpoint({
    method: 'GET',
    path: '/segments/:id/movements',
    summary: 'Lists who came into a segment and who left it, of those that one reaches, the last first.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ id, ...pageInput }),
    output: page(movement.extend({ customerId: id, displayName: z.string() })),
    fails: readRefusals,
  }),
  countHistory: endpoint({
    method: 'GET',
    path: '/segments/:id/daily-counts',
    summary: 'Tells how many members a segment had at the end of each day, and how many came and went.',
    needs: 'segments.read',
    input: z.strictObject({ id, days: z.coerce.number().int().min(1).max(730).default(90) }),
    output: z.object({
      items: z
        .array(z.object({ day, members: count, entered: count, left: count }))
        .meta({ description: 'Oldest first, from the day on which the segment was made.' }),
    }),
    fails: [...readRefusals, 'segments.reach_too_short'],
  }),
  portrait: endpoint({
    method: 'GET',
    path: '/segments/:id/portrait',
    summary: 'Tells what the members of a segment are like beside everybody that one reaches.',
    needs: 'segments.read',
    input: z.strictObject({ id }),
    output: z.object({
      members: count,
      everybody: count,
      sides: z.array(
        z.object({
          side: z.enum(portraitSides),
          members: count.meta({
            description:
              'Of how many it tells: where what it tells of comes from documents, of those alone whose documents one reaches, too.',
          }),
          everybody: count,
          parts: z.array(
            z.object({
              key: z.string().nullable().meta({
                description:
                  'A value of the field, a band such as `100000-500000` (minor units, orders or days), a stage, the key of a grade, a group of scores, or null: unknown, or none.',
              }),
              name: bothLanguages.optional().meta({ description: 'What a grade is called.' }),
              members: count,
              everybody: count,
            }),
          ),
        }),
      ),
      asOf: instant,
      engine: z.enum(['columnar', 'postgres']),
    }),
    fails: [...readRefusals, 'platform.question_too_long'],
  }),
  membership: endpoint({
    method: 'GET',
    path: '/segments/:id/members/:customerId',
    summary:
      'Tells of one customer whether they are a member, which parts of the rule hold and what moved them.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ id, customerId: id }),
    output: z.object({
      member: z.boolean(),
      enteredAt: instant.nullable(),
      nodes: z.array(judged).nullable().meta({
        description: 'The rule as it judges the customer now, a group before its parts; null without a rule.',
      }),
      movements: z.array(movement),
    }),
    fails: [...readRefusals, ...ruleRefusals, 'customers.not_found'],
  }),
  segmentsOfCustomer: endpoint({
    method: 'GET',
    path: '/customers/:id/segments',
    summary: 'Lists the segments that a customer is a member of, of those that one may see.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ id }),
    output: z.object({
      items: z.array(z.object({ segmentId: id, name: z.string(), enteredAt: instant })),
    }),
    fails: ['customers.not_found'],
  }),
  addMembers: endpoint({
    method: 'POST',
    path: '/segments/:id/members',
    summary: 'Puts customers into a list made by hand.',
    needs: 'segments.write',
    input: z.strictObject({ id, ids: z.array(id).min(1).max(mostNamed) }),
    output: movedByHand,
    fails: handRefusals,
  }),
  addMeant: endpoint({
    method: 'POST',
    path: '/segments/:id/members/meant',
    summary:
      'Puts all customers of a list, by its filters or chosen from it, into a list made by hand; very many of them in the background.',
    needs: 'segments.write',
    input: z.strictObject({ id, meant }),
    output: z.object({
      moved: count,
      work: work
        .nullable()
        .meta({ description: 'The background work that puts them in, where they are many.' }),
    }),
    fails: [...handRefusals, ...filterRefusals],
  }),
  removeMembers: endpoint({
    method: 'POST',
    path: '/segments/:id/members/remove',
    summary: 'Takes customers out of a list made by hand.',
    needs: 'segments.write',
    input: z.strictObject({ id, ids: z.array(id).min(1).max(mostNamed) }),
    output: movedByHand,
    fails: handRefusals,
  }),
});
