import { z } from 'zod';
import {
  contract,
  count,
  day,
  endpoint,
  id,
  instant,
  nothing,
  page,
  pageInput,
} from '#platform/http/contract.ts';
import { ruleDay } from '../rules/conditions/parts.contract.ts';
import { rule } from '../rules/rule-tree.contract.ts';
import {
  pageAsOf,
  standing,
  standingCustomer,
  unreadable,
  workedOut,
} from '../standing/standing.contract.ts';
import { stage } from './stages.contract.ts';

const oneOfEach = (stages: { stage: string }[]) =>
  new Set(stages.map((each) => each.stage)).size === stages.length;

/** Stages in the order in which they are asked; one that is left out does not exist. */
const stages = z
  .array(z.strictObject({ stage, rule }))
  .min(1)
  .max(stage.options.length)
  .refine(oneOfEach, 'names a stage twice');

const settings = z.object({
  stages: z.array(
    z.object({
      stage,
      rule: rule.nullable().meta({ description: 'Null where this version cannot read the stored one.' }),
    }),
  ),
  isGiven: z.boolean().meta({ description: 'As the product gives them: nobody has changed anything.' }),
  version: z.int(),
});
export type LifecycleSettings = z.output<typeof settings>;

const cause = z.enum(['first', 'rules', 'orders', 'other']);
const flow = z.object({ from: stage.nullable(), to: stage.nullable(), customers: count });

const overview = z.object({
  settings,
  sentences: z.array(z.object({ stage, en: z.string(), zh: z.string() })),
  broken: z.array(stage).meta({
    description: 'Whose rule names what is not there any more, or cannot be read: stages stand still.',
  }),
  state: workedOut,
  customers: count.meta({ description: 'Customers that the caller reaches.' }),
  stages: z.array(z.object({ stage, ...standing })),
  asOf: instant,
});
export type LifecycleOverview = z.output<typeof overview>;

const stagedCustomer = standingCustomer.extend({ stage });
export type StagedCustomer = z.output<typeof stagedCustomer>;

const stageChange = z.object({
  id,
  changedAt: instant,
  from: stage.nullable(),
  to: stage.nullable(),
  cause,
  orders: count.nullable(),
  lastOrderAt: instant.nullable(),
});
export type StageChange = z.output<typeof stageChange>;

const ruleRefusals = [...unreadable, 'segments.rule_not_askable', 'segments.stages_in_circles'];

/** Where customers are on their way with us, and how they move. */
export const lifecycleContract = contract('segments', {
  lifecycle: endpoint({
    method: 'GET',
    path: '/segments/lifecycle',
    summary: 'Gives the stages with their rules and how many customers that the caller reaches are in each.',
    needs: 'segments.read',
    input: nothing,
    output: overview,
    fails: unreadable,
  }),
  flow: endpoint({
    method: 'GET',
    path: '/segments/lifecycle/flow',
    summary: 'Tells how many were in which stage when a period began and in which when it ended.',
    needs: 'segments.read',
    input: z.strictObject({ from: ruleDay, to: ruleDay }),
    output: z.object({ from: day, to: day, flows: z.array(flow) }),
    fails: ['segments.period_ends_first', ...unreadable],
  }),
  stagedCustomers: endpoint({
    method: 'GET',
    path: '/segments/lifecycle/customers',
    summary: 'Lists the customers of a stage, those who came into it last first.',
    needs: 'segments.read',
    countsReads: 'customers',
    input: z.strictObject({ stage: stage.optional(), ...pageInput }),
    output: pageAsOf(stagedCustomer),
    fails: ['platform.wrong_cursor', ...unreadable],
  }),
  stageChanges: endpoint({
    method: 'GET',
    path: '/customers/:id/stages',
    summary: 'Lists how a customer moved between stages, the newest first, with what caused it.',
    needs: 'segments.read',
    input: z.strictObject({ id, ...pageInput }),
    output: page(stageChange),
    fails: ['customers.not_found', 'platform.wrong_cursor', ...unreadable],
  }),
  previewLifecycle: endpoint({
    method: 'POST',
    path: '/segments/lifecycle/preview',
    summary: 'Works out how many would move between which stages by other rules; stores nothing.',
    needs: 'segments.write',
    input: z.strictObject({ stages }),
    output: z.object({ moved: count, flows: z.array(flow), asOf: instant }),
    fails: ruleRefusals,
  }),
  editLifecycle: endpoint({
    method: 'PUT',
    path: '/segments/lifecycle/settings',
    summary:
      'Changes the rules of stages and their order, null = as the product gives them; stages are worked out anew in the background.',
    needs: 'segments.write',
    ifMatch: true,
    input: z.strictObject({ stages: stages.nullable() }),
    output: settings,
    fails: [
      'customers.needs_all',
      'segments.version_conflict',
      'segments.tag_in_circles',
      'segments.grades_in_circles',
      ...ruleRefusals,
    ],
  }),
  computeLifecycle: endpoint({
    method: 'POST',
    path: '/segments/lifecycle/compute',
    summary: 'Works the stages out anew, in the background.',
    needs: 'segments.write',
    input: nothing,
    output: workedOut,
  }),
});
