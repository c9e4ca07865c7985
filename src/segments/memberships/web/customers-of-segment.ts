import type { OutputOf } from '#platform/http/contract.ts';
import type { LinkTarget, Search } from '#platform/ui/link.tsx';
import { stage } from '../../lifecycle/stages.contract.ts';
import { rfmValues } from '../../rules/conditions/rfm.contract.ts';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { mostMeant } from '../../rules/rules.contract.ts';
import { customersMeant } from '../../rules/web/customers-meant.ts';
import type { membershipsContract } from '../memberships.contract.ts';

type Side = OutputOf<typeof membershipsContract.endpoints.portrait>['sides'][number]['side'];

/** The list of the members of a segment, narrowed further by `search`. */
export function membersOf(id: string, search: Search = {}): LinkTarget {
  return { to: '/customers', search: { segment: id, ...search } };
}

/** The list of those who came into a segment, or left it, on a day. */
export function movedOn(id: string, way: 'entered' | 'left', day: string): LinkTarget {
  return { to: '/customers', search: { segmentMove: `${id}:${way}:${day}` } };
}

type Standing = 'stage' | 'grade' | 'rfmGroup' | 'rfmKind';

/** The list of the members of a segment of whom a part of a portrait tells, `count` of them; undefined where no list can. */
export function membersOfPart(
  { side, key, count }: { side: Side; key: string | null; count: number },
  of: { segmentId: string; today: string; gradeKeys: readonly string[] },
): LinkTarget | undefined {
  if (side !== 'stage' && side !== 'grade' && side !== 'rfmGroup' && side !== 'rfmKind')
    return membersOf(of.segmentId, wordsOfPart(side, key, of.today));
  const condition = conditionOfPart(side, key, of.gradeKeys);
  if (!condition || count > mostMeant) return undefined;
  const inSegment = { type: 'segment', operator: 'in', segments: [of.segmentId] };
  return customersMeant({ all: [inSegment, condition] } as Rule);
}

/** What a rule says of a part; undefined of a grade that the scheme has no longer. */
function conditionOfPart(side: Standing, key: string | null, gradeKeys: readonly string[]) {
  if (side === 'stage')
    return { type: side, operator: key ? 'in' : 'notIn', stages: key ? [key] : stage.options };
  if (side === 'grade') {
    if (gradeKeys.length === 0 || (key && !gradeKeys.includes(key))) return undefined;
    return { type: side, operator: key ? 'in' : 'notIn', grades: key ? [key] : gradeKeys };
  }
  const measure = side === 'rfmGroup' ? 'group' : 'kind';
  const values = key ? [key] : rfmValues[measure];
  return { type: 'rfm', measure, operator: key ? 'is' : 'isNot', values };
}

/** What the list of customers calls a part of a portrait; `today` is the day that the portrait is of. */
export function wordsOfPart(side: Exclude<Side, Standing>, key: string | null, today: string): Search {
  if (side === 'cityTier') return { cityTier: key ?? 'none' };
  if (side === 'spend') return asked(bandOf('spendMinor', key));
  if (side === 'orders') return asked(bandOf('orders', key));
  if (side === 'recency') return key === null ? asked([['lastOrderAt', 'empty']]) : daysOf(key, today);
  return asked([key === null ? [side, 'empty'] : [side, 'is', key]]);
}

const asked = (conditions: string[][]): Search => ({ where: JSON.stringify(conditions) });

/** A band ends before its second figure; `0` is nothing or less. */
function bandOf(field: string, key: string | null): string[][] {
  const [from = '0', to] = (key ?? '0').split('-');
  if (to === undefined) return [[field, 'atMost', from]];
  return [[field, 'atLeast', from], ...(to === '' ? [] : [[field, 'atMost', String(Number(to) - 1)]])];
}

/** Days since the last order as days of the calendar. */
function daysOf(key: string, today: string): Search {
  const [since = '0', until] = key.split('-');
  const from = until ? before(today, Number(until) - 1) : '';
  return { lastOrder: `${from}..${since === '0' ? '' : before(today, Number(since))}` };
}

const dayMs = 86_400_000;

function before(day: string, days: number): string {
  return new Date(Date.parse(day) - days * dayMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
}
