import type { z } from 'zod';
import { type Condition, conditionTypes, contractOf } from '../conditions/conditions.contract.ts';
import { type Group, type GroupKey, groupKeyOf, partsOf, type Rule } from '../rule-tree.contract.ts';
import {
  conditionNode,
  type DraftGroup,
  type DraftNode,
  groupNode,
  isGroup,
  type LooseCondition,
} from './draft.ts';

/** Where a condition is not finished, and why: something is missing, too much is listed, a figure is beyond its limit, or ends before it begins. */
export interface Lack {
  at: string;
  why: 'missing' | 'tooMany' | 'tooLarge' | 'tooSmall' | 'endsFirst' | 'upsideDown';
  /** The limit that is passed. */
  limit?: number;
}

export interface DraftRule {
  draft: DraftGroup;
  /** Undefined while nothing can be asked yet. */
  rule: Rule | undefined;
  /** Which node stands at a place of the rule: `all.0`. */
  nodeAt: ReadonlyMap<string, string>;
  /** Conditions that are left out of the rule, since something in them is missing or does not fit, with where it is. */
  unfinished: ReadonlyMap<string, readonly Lack[]>;
}

/** What of a draft can be asked: all of it but for conditions that are not finished. */
export function ruleOf(root: DraftGroup): DraftRule {
  const unfinished = new Map<string, readonly Lack[]>();
  const finished = keepFinished(root, unfinished);
  const nodeAt = new Map<string, string>();
  const rule = finished && ruleWithin(finished, [], nodeAt);
  return { draft: root, rule, nodeAt, unfinished };
}

function keepFinished(node: DraftNode, unfinished: Map<string, readonly Lack[]>): DraftNode | undefined {
  if (isGroup(node)) {
    const parts = node.parts.flatMap((part) => keepFinished(part, unfinished) ?? []);
    return parts.length === 0 ? undefined : { ...node, parts };
  }
  const { condition } = node;
  const read = contractOf(condition.type).shapeOf(condition).safeParse(condition);
  if (read.success) return { ...node, condition: read.data as LooseCondition };
  unfinished.set(node.id, read.error.issues.map(lackOf));
  return undefined;
}

function lackOf(issue: z.core.$ZodIssue): Lack {
  const at = issue.path.join('.');
  if (issue.code === 'too_big' && issue.origin === 'array')
    return { at, why: 'tooMany', limit: Number(issue.maximum) };
  if (issue.code === 'too_big' && issue.origin === 'number')
    return { at, why: 'tooLarge', limit: Number(issue.maximum) };
  if (issue.code === 'too_small' && issue.origin === 'number')
    return { at, why: 'tooSmall', limit: Number(issue.minimum) };
  // Shapes say so of ends alone.
  if (issue.code === 'custom' && issue.path.at(-1) === 'to')
    return { at, why: issue.path.length > 1 ? 'endsFirst' : 'upsideDown' };
  return { at, why: 'missing' };
}

function ruleWithin(node: DraftNode, path: (string | number)[], nodeAt: Map<string, string>): Rule {
  nodeAt.set(path.join('.'), node.id);
  if (!isGroup(node)) return node.condition as unknown as Condition;
  const { group, parts } = node;
  return {
    [group]: parts.map((part, index) => ruleWithin(part, [...path, group, index], nodeAt)),
  } as unknown as Group;
}

/** The whole draft in the shape of a rule, with what is not finished yet. */
export function looseRuleOf(draft: DraftGroup): unknown {
  return ruleWithin(draft, [], new Map());
}

/** The draft of such a rule that was kept as text; undefined for what is none. */
export function draftInText(text: string): DraftGroup | undefined {
  try {
    const given = JSON.parse(text) as unknown;
    return isLooseRule(given) ? draftOf(given as Rule) : undefined;
  } catch {
    return undefined;
  }
}

function isLooseRule(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  const key = groupKeyOf(given as Rule);
  if (key === undefined) return conditionTypes.some((type) => type === (given as LooseCondition).type);
  const parts: unknown = (given as Record<string, unknown>)[key];
  return Array.isArray(parts) && parts.every(isLooseRule);
}

/** The draft of a rule; the outermost group is always there, so that something can be added. */
export function draftOf(rule: Rule | undefined): DraftGroup {
  if (rule === undefined) return groupNode('all');
  const node = nodeOf(rule);
  return isGroup(node) ? node : groupNode('all', [node]);
}

function nodeOf(rule: Rule): DraftNode {
  const group: GroupKey | undefined = groupKeyOf(rule);
  if (group === undefined) return conditionNode(rule as unknown as LooseCondition);
  return groupNode(group, partsOf(rule as Group).map(nodeOf));
}

/** The node that a place of the rule lies in, by the longest place that is known: `all.0.values.1` lies in `all.0`. */
export function nodeWithin(
  { nodeAt }: Pick<DraftRule, 'nodeAt'>,
  path: readonly (string | number)[],
): string | undefined {
  for (let length = path.length; length >= 0; length -= 1) {
    const found = nodeAt.get(path.slice(0, length).join('.'));
    if (found) return found;
  }
  return undefined;
}
