import { type BenchMoment, field, orders, type SegmentQuestion } from './segment-question.ts';

const sales = `select customer_id, ordered_at as happened from facts.orders where kind = 'sale' and customer_id <> 0`;
const talks = (type: string) =>
  `select customer_id, occurred_at as happened from facts.activities where type = '${type}'`;
const after = (days: number, one: string, next: string) =>
  `y.customer_id = x.customer_id and ${next} > ${one} and ${next} <= ${one} + interval '${days * 24} hours'`;

export function sequences({ daysBefore }: BenchMoment): SegmentQuestion[] {
  const kind = 'sequence';
  const sequence = (steps: string[], withinDays: number, rest = {}) => ({
    ...{ type: 'sequence', steps, withinDays, ...rest },
  });
  const pair = (first: string, second: string, days: number) =>
    `where c.id in (select x.customer_id from (${first}) x join (${second}) y on ${after(days, 'x.happened', 'y.happened')})`;
  return [
    {
      ...{ kind, name: 'a call, then an order within a week' },
      rule: sequence(['call', 'order'], 7),
      byHand: pair(talks('call'), sales, 7),
    },
    {
      ...{ kind, name: 'two orders within a week' },
      rule: sequence(['order', 'order'], 7),
      byHand: `where c.id in (select customer_id from (select customer_id, happened, lead(happened) over (partition by customer_id order by happened) as follows
        from (select distinct customer_id, happened from (${sales}) s) x) y where follows <= happened + interval '168 hours')`,
    },
    {
      ...{ kind, name: 'a visit and two orders, each within a month' },
      rule: sequence(['visit', 'order', 'order'], 30),
      byHand: `where c.id in (select z.customer_id from (select distinct y.customer_id, y.happened from (${talks('visit')}) x
        join (${sales}) y on ${after(30, 'x.happened', 'y.happened')}) v join (${sales}) z on z.customer_id = v.customer_id
        and z.happened > v.happened and z.happened <= v.happened + interval '720 hours')`,
    },
    {
      ...{ kind, name: 'an order, then a note within three days, in a year' },
      rule: sequence(['order', 'note'], 3, { within: { days: 365 } }),
      byHand: pair(
        `${sales} and ordered_at >= ${daysBefore(364)}`,
        `${talks('note')} and occurred_at >= ${daysBefore(364)}`,
        3,
      ),
    },
    {
      ...{ kind, name: 'a call, then a visit within 30 days' },
      rule: sequence(['call', 'visit'], 30),
      byHand: pair(talks('call'), talks('visit'), 30),
    },
  ];
}

export function standings(
  { daysBefore }: BenchMoment,
  [one, other]: readonly [string, string],
): SegmentQuestion[] {
  const kind = 'standing';
  return [
    {
      ...{ kind, name: 'champions' },
      rule: { type: 'rfm', measure: 'group', operator: 'is', values: ['champions'] },
      byHand: `join facts.rfm r on r.customer_id = c.id and r.rfm_group = 'champions'`,
    },
    {
      ...{ kind, name: 'long away who spent much' },
      rule: {
        all: [
          { type: 'rfm', measure: 'recency', operator: 'is', values: ['1', '2'] },
          { type: 'rfm', measure: 'spend', operator: 'is', values: ['4', '5'] },
        ],
      },
      byHand: `join facts.rfm r on r.customer_id = c.id and r.recency in (1, 2) and r.spend in (4, 5)`,
    },
    {
      ...{ kind, name: 'dormant' },
      rule: { type: 'stage', operator: 'in', stages: ['dormant'] },
      byHand: `join facts.stages s on s.customer_id = c.id and s.stage = 'dormant'`,
    },
    {
      ...{ kind, name: 'in one segment and not in another' },
      rule: {
        all: [
          { type: 'segment', operator: 'in', segments: [one] },
          { type: 'segment', operator: 'notIn', segments: [other] },
        ],
      },
      byHand: `where c.id in (select customer_id from facts.members where segment_id = ${one})
        and c.id not in (select customer_id from facts.members where segment_id = ${other})`,
    },
    {
      ...{ kind, name: 'loyal of late' },
      rule: {
        all: [
          { type: 'stage', operator: 'in', stages: ['loyal', 'repeat'] },
          field('createdAt', { operator: 'within', within: { days: 365 } }),
        ],
      },
      byHand: `join facts.stages s on s.customer_id = c.id and s.stage in ('loyal', 'repeat') where c.created_at >= ${daysBefore(364)}`,
    },
  ];
}

export function mixes({ daysBefore, yearsBefore }: BenchMoment): SegmentQuestion[] {
  const kind = 'mixed';
  return [
    {
      ...{ kind, name: 'a city with spend, or a tag' },
      rule: {
        any: [
          {
            all: [
              field('city', { operator: 'is', values: ['City 7'] }),
              field('spendMinor', { operator: 'atLeast', value: 500_000 }),
            ],
          },
          { type: 'tag', operator: 'all', tags: ['4', '5'] },
        ],
      },
      byHand: `where (c.city = 'City 7' and c.spend_minor >= 500000) or c.id in (select customer_id from facts.customer_tags
        where tag_id in (4, 5) group by customer_id having count(*) = 2)`,
    },
    {
      ...{ kind, name: 'to be won back' },
      rule: {
        all: [
          orders('daysSinceLast', { operator: 'atLeast', value: 180 }),
          orders('count', { operator: 'atLeast', value: 3 }),
        ],
      },
      byHand: `where c.orders >= 3 and c.last_order_at < ${daysBefore(179)}`,
    },
    {
      ...{ kind, name: 'one category, never another, in a region' },
      rule: {
        all: [
          orders('count', { operator: 'atLeast', value: 1, of: { categories: ['Category 3'] } }),
          orders('count', { operator: 'exactly', value: 0, of: { categories: ['Category 4'] } }),
          field('region', { operator: 'is', values: ['Region 2'] }),
        ],
      },
      byHand: `join (select l.customer_id from facts.order_lines l join facts.products p on p.id = l.product_id
          where l.kind = 'sale' and p.category in ('Category 3', 'Category 4') group by l.customer_id
          having bool_or(p.category = 'Category 3') and not bool_or(p.category = 'Category 4')) b on b.customer_id = c.id
        where c.region = 'Region 2'`,
    },
    {
      ...{ kind, name: 'returned lately and spent much' },
      rule: {
        all: [
          {
            ...{ type: 'orders', measure: 'count', kind: 'returns' },
            ...{ operator: 'atLeast', value: 1, within: { days: 180 } },
          },
          field('spendMinor', { operator: 'atLeast', value: 300_000 }),
        ],
      },
      byHand: `where c.spend_minor >= 300000 and c.id in (select customer_id from facts.orders where kind = 'return'
        and ordered_at >= ${daysBefore(179)})`,
    },
    {
      ...{ kind, name: 'talked to, bought nothing, over 40' },
      rule: {
        all: [
          { type: 'activities', operator: 'atLeast', value: 1, within: { days: 180 } },
          orders('count', { operator: 'exactly', value: 0, within: { days: 90 } }),
          { type: 'age', operator: 'atLeast', value: 40 },
        ],
      },
      byHand: `where c.birthday <= ${yearsBefore(40)}
        and c.id in (select customer_id from facts.activities where occurred_at >= ${daysBefore(179)})
        and c.id not in (select customer_id from facts.orders where kind = 'sale' and ordered_at >= ${daysBefore(89)})`,
    },
  ];
}
