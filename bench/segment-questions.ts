/** A rule and the best statement by hand that we know for it; both must find the same customers. */
export interface SegmentQuestion {
  kind: 'attribute' | 'behaviour' | 'sequence' | 'standing' | 'mixed';
  name: string;
  rule: object;
  /** Over facts.*, for DuckDB and PostgreSQL alike: what comes after `from facts.customers c`. */
  byHand: string;
}

/** When days of the organisation began, and what today is there. */
export interface BenchMoment {
  today: string;
  /** The beginning of the day so many days before today, as SQL. */
  daysBefore(days: number): string;
  /** A day so many years before today, as SQL. */
  yearsBefore(years: number): string;
  /** Days of the year from today on, as figures of month and day. */
  nextDays(days: number): number[];
}

const orders = (measure: string, rest: object) => ({ type: 'orders', measure, kind: 'purchases', ...rest });
const field = (name: string, rest: object) => ({ type: 'field', field: name, ...rest });
const bought = (condition: string, having: string) =>
  `join (select customer_id from facts.orders where kind = 'sale' and ${condition} group by customer_id having ${having}) b on b.customer_id = c.id`;

/** 25 rules of five kinds. `segments` are two saved ones that a rule may name. */
export function segmentQuestions(
  moment: BenchMoment,
  segments: readonly [string, string],
): SegmentQuestion[] {
  return [
    ...attributes(moment),
    ...behaviours(moment),
    ...sequences(moment),
    ...standings(moment, segments),
    ...mixes(moment),
  ];
}

function attributes({ yearsBefore, nextDays }: BenchMoment): SegmentQuestion[] {
  const kind = 'attribute';
  return [
    {
      ...{ kind, name: 'women of a city' },
      rule: {
        all: [
          field('city', { operator: 'is', values: ['City 7'] }),
          field('gender', { operator: 'is', values: ['female'] }),
        ],
      },
      byHand: `where c.city = 'City 7' and c.gender = 'female'`,
    },
    {
      ...{ kind, name: 'of an age in three cities' },
      rule: {
        all: [
          { type: 'age', operator: 'between', value: 25, to: 34 },
          field('city', { operator: 'is', values: ['City 1', 'City 2', 'City 3'] }),
        ],
      },
      byHand: `where c.city in ('City 1', 'City 2', 'City 3') and c.birthday <= ${yearsBefore(25)} and c.birthday > ${yearsBefore(35)}`,
    },
    {
      ...{ kind, name: 'birthdays of a week' },
      rule: { type: 'birthday', when: { nextDays: 7 } },
      byHand: `where extract(month from c.birthday) * 100 + extract(day from c.birthday) in (${nextDays(7)})`,
    },
    {
      ...{ kind, name: 'one tag without another' },
      rule: {
        all: [
          { type: 'tag', operator: 'any', tags: ['1', '2'] },
          { type: 'tag', operator: 'none', tags: ['3'] },
        ],
      },
      byHand: `where c.id in (select customer_id from facts.customer_tags where tag_id in (1, 2))
        and c.id not in (select customer_id from facts.customer_tags where tag_id = 3)`,
    },
    {
      ...{ kind, name: 'a field of one’s own, and mail of a kind' },
      rule: {
        all: [
          { type: 'customField', field: 'level', operator: 'is', values: ['gold'] },
          field('email', { operator: 'contains', values: ['@qq.com'] }),
        ],
      },
      byHand: `where c.id in (select customer_id from facts.field_values where text = 'gold')
        and c.id in (select customer_id from facts.contact_points where kind = 'email' and value like '%@qq.com%')`,
    },
  ];
}

function behaviours({ daysBefore }: BenchMoment): SegmentQuestion[] {
  const kind = 'behaviour';
  return [
    {
      ...{ kind, name: 'twice in 90 days' },
      rule: orders('count', { operator: 'atLeast', value: 2, within: { days: 90 } }),
      byHand: bought(`ordered_at >= ${daysBefore(89)}`, 'count(*) >= 2'),
    },
    {
      ...{ kind, name: 'much in a year' },
      rule: orders('spend', { operator: 'atLeast', value: 200_000, within: { days: 365 } }),
      byHand: `join (select customer_id from facts.orders where customer_id <> 0 and ordered_at >= ${daysBefore(364)}
        group by customer_id having sum(base_amount_minor) >= 200000) b on b.customer_id = c.id`,
    },
    {
      ...{ kind, name: 'a category twice for 500 in 90 days, nothing in the last 30' },
      rule: {
        all: [
          orders('count', {
            ...{ operator: 'atLeast', value: 2, within: { days: 90 } },
            of: { categories: ['Category 7', 'Category 8'] },
          }),
          orders('spend', {
            ...{ operator: 'atLeast', value: 50_000, within: { days: 90 } },
            of: { categories: ['Category 7', 'Category 8'] },
          }),
          { none: [orders('count', { operator: 'atLeast', value: 1, within: { days: 30 } })] },
        ],
      },
      byHand: `join (select customer_id from facts.order_lines where ordered_at >= ${daysBefore(89)}
          and product_id in (select id from facts.products where category in ('Category 7', 'Category 8'))
        group by customer_id having count(distinct case when kind = 'sale' then order_id end) >= 2
          and sum(base_amount_minor) >= 50000) b on b.customer_id = c.id
        where c.id not in (select customer_id from facts.orders where kind = 'sale' and ordered_at >= ${daysBefore(29)})`,
    },
    {
      ...{ kind, name: 'a high average at a store' },
      rule: orders('average', { operator: 'atLeast', value: 30_000, of: { stores: ['Store 7'] } }),
      byHand: `join (select customer_id from facts.orders where store = 'Store 7' and customer_id <> 0 group by customer_id
        having count(*) filter (where kind = 'sale') > 0
          and sum(base_amount_minor) >= 30000 * count(*) filter (where kind = 'sale')) b on b.customer_id = c.id`,
    },
    {
      ...{ kind, name: 'fifteen different products' },
      rule: orders('products', { operator: 'atLeast', value: 15 }),
      byHand: `join (select customer_id from facts.order_lines where kind = 'sale' and product_id <> 0 and customer_id <> 0
        group by customer_id having count(distinct product_id) >= 15) b on b.customer_id = c.id`,
    },
  ];
}

const sales = `select customer_id, ordered_at as happened from facts.orders where kind = 'sale' and customer_id <> 0`;
const talks = (type: string) =>
  `select customer_id, occurred_at as happened from facts.activities where type = '${type}'`;
const after = (days: number, one: string, next: string) =>
  `y.customer_id = x.customer_id and ${next} > ${one} and ${next} <= ${one} + interval '${days * 24} hours'`;

function sequences({ daysBefore }: BenchMoment): SegmentQuestion[] {
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

function standings({ daysBefore }: BenchMoment, [one, other]: readonly [string, string]): SegmentQuestion[] {
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

function mixes({ daysBefore, yearsBefore }: BenchMoment): SegmentQuestion[] {
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
