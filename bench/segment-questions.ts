import { type BenchMoment, field, orders, type SegmentQuestion } from './segment-question.ts';
import { mixes, sequences, standings } from './wider-questions.ts';

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
      byHand: `join (with dealt as materialized (
          select customer_id, facts.ones(bit_or(cast(1 as bigint) << cast(product_id % 62 as integer))) as buckets
          from facts.order_lines where kind = 'sale' and product_id <> 0 and customer_id <> 0
          group by customer_id having count(*) >= 15)
        select customer_id from dealt where buckets >= 15
        union all select customer_id from facts.order_lines where kind = 'sale' and product_id <> 0
          and customer_id in (select customer_id from dealt where buckets < 15)
        group by customer_id having count(distinct product_id) >= 15) b on b.customer_id = c.id`,
    },
  ];
}
