import { expect, test } from 'vitest';
import { type NamedField, namesOf } from './rule-names.ts';
import { rule } from './rule-tree.contract.ts';
import { sayIn } from './say.ts';
import { sayRule } from './say-rule.contract.ts';

const level = {
  id: '1',
  type: 'choice' as const,
  label: { en: 'level', zh: '等级' },
  currency: null,
  choices: [{ key: 'a', label: { en: 'gold', zh: '金卡' } }],
};
const ofMoney = (label: { en: string; zh: string }, currency: string) => ({
  ...{ id: '2', type: 'money' as const, label, currency, choices: [] },
});
const names = namesOf({
  fields: new Map<string, NamedField>([
    ['level', level],
    ['fee', ofMoney({ en: 'fee', zh: '年费' }, 'CNY')],
    ['toll', ofMoney({ en: 'toll', zh: '过路费' }, 'JPY')],
    ['size', { ...ofMoney({ en: 'size', zh: '尺码' }, 'CNY'), type: 'number' }],
    ['shoe', { ...ofMoney({ en: 'shoe', zh: '鞋码' }, 'CNY'), type: 'text' }],
  ]),
  tags: new Map([
    ['1', { id: '1', name: 'VIP' }],
    ['2', { id: '2', name: '老客户' }],
  ]),
  sources: new Map([['3', '天猫']]),
  users: new Map([['7', '林梅']]),
  teams: new Map([['4', { id: '4', parentId: null, name: '华东' }]]),
  products: new Map([['9', '龙井']]),
  categories: new Set(),
  segments: new Map([['6', '沉睡客户']]),
});
const [en, zh] = [sayIn('en', 'CNY', names), sayIn('zh', 'CNY', names)];

const city = { type: 'field', field: 'city', operator: 'is', values: ['杭州'] };
const orders = (more: object) => ({
  type: 'orders',
  measure: 'count',
  operator: 'atLeast',
  value: 1,
  ...more,
});

test.each<[unknown, string, string]>([
  [
    {
      all: [
        city,
        orders({ value: 2, of: { categories: ['茶'] }, within: { days: 90 } }),
        { none: [orders({ within: { days: 30 } })] },
      ],
    },
    'Customers whose city is 杭州, who placed at least 2 orders in the category 茶 in the last 90 days, and who placed no order in the last 30 days',
    '城市是杭州，最近 90 天内下单至少 2 次（分类为茶），并且最近 30 天内没有下过单的客户',
  ],
  [
    { ...city, operator: 'isNot', values: ['杭州', '上海', '北京'] },
    'Customers whose city is not 杭州, 上海 or 北京',
    '城市不是杭州、上海或北京的客户',
  ],
  [
    { ...city, values: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] },
    'Customers whose city is a, b, c, d or 3 others',
    '城市是a、b、c、d或其他 3 项的客户',
  ],
  [
    {
      all: [
        { type: 'age', operator: 'between', value: 18, to: 25 },
        { type: 'field', field: 'gender', operator: 'is', values: ['female'] },
      ],
    },
    'Customers who are 18 to 25 years old and whose gender is female',
    '年龄 18 到 25 岁，并且性别是女的客户',
  ],
  [
    { type: 'birthday', calendar: 'lunar', when: { nextDays: 7 } },
    'Customers whose lunar birthday is in the next 7 days',
    '今后 7 天内过农历生日的客户',
  ],
  [
    { type: 'birthday', when: { month: 'this' } },
    'Customers whose birthday is this month',
    '本月过生日的客户',
  ],
  [
    { type: 'birthday', calendar: 'lunar', when: { month: 'this' } },
    'Customers whose lunar birthday is this lunar month',
    '农历本月过生日的客户',
  ],
  [{ type: 'birthday', when: { month: 3 } }, 'Customers whose birthday is in March', '3 月过生日的客户'],
  [
    { type: 'tag', operator: 'all', tags: ['1', '2'] },
    'Customers who carry the tags VIP and 老客户',
    '有标签VIP和老客户的客户',
  ],
  [
    {
      all: [
        { type: 'owner', operator: 'is', owners: ['7'], nobody: true },
        { type: 'team', operator: 'isNot', teams: ['4'], below: true },
      ],
    },
    'Customers who are looked after by 林梅 or nobody and who do not belong to the team 华东 or one below',
    '负责人是林梅或无人负责，并且不属于团队华东及其下级的客户',
  ],
  [
    { type: 'owner', operator: 'is', owners: [], nobody: true },
    'Customers whom nobody looks after',
    '无人负责的客户',
  ],
  [
    { type: 'owner', operator: 'isNot', owners: [], nobody: true },
    'Customers whom somebody looks after',
    '有人负责的客户',
  ],
  [
    orders({
      measure: 'spend',
      value: 200_050,
      of: { products: ['9'], stores: ['总店'] },
      within: { from: '2026-01-01' },
    }),
    'Customers who spent at least ¥2,000.5 of 龙井 in the store 总店 from 1 January 2026 on',
    '2026年1月1日及以后消费至少 ¥2,000.5（商品为龙井，门店为总店）的客户',
  ],
  [
    orders({ measure: 'daysSinceLast', operator: 'between', value: 30, to: 90 }),
    'Customers whose last order was 30 to 90 days ago',
    '最近一次下单距今 30 到 90 天的客户',
  ],
  [
    { type: 'rfm', measure: 'recency', operator: 'is', values: ['5'] },
    'Customers whose recency score is 5',
    '近度得分为 5 的客户',
  ],
  [
    {
      any: [
        {
          type: 'activities',
          operator: 'exactly',
          value: 0,
          activities: ['call', 'visit'],
          within: { days: 30 },
        },
        { all: [city, { type: 'source', operator: 'atLeast', value: 2 }] },
      ],
    },
    'Customers with whom there was no call or visit in the last 30 days or (whose city is 杭州 and whom at least 2 sources know)',
    '最近 30 天内没有通话或拜访，或者（城市是杭州，并且来自至少 2 个来源）的客户',
  ],
  [
    { type: 'sequence', steps: ['call', 'order'], withinDays: 7, within: { days: 90 } },
    'Customers with whom there was first a call, then an order, each within 7 days of the one before, in the last 90 days',
    '最近 90 天内先通话，再下单（每步相隔不超过 7 天）的客户',
  ],
  [
    { type: 'sequence', steps: ['call', 'order'], withinDays: 1 },
    'Customers with whom there was first a call, then an order, each within 1 day of the one before',
    '先通话，再下单（每步相隔不超过 1 天）的客户',
  ],
  [
    {
      all: [
        { type: 'customField', field: 'fee', operator: 'between', value: 200_050, to: 300_000 },
        { type: 'customField', field: 'toll', operator: 'atLeast', value: 1_500 },
        { type: 'customField', field: 'size', operator: 'exactly', value: 41.5 },
      ],
    },
    'Customers whose fee is ¥2,000.5 to ¥3,000, whose toll is at least JP¥1,500, and whose size is exactly 41.5',
    '年费 ¥2,000.5 到 ¥3,000，过路费至少 JP¥1,500，并且尺码正好 41.5 的客户',
  ],
  [
    {
      all: [
        { type: 'customField', field: 'level', operator: 'is', values: ['a'] },
        { type: 'segment', operator: 'notIn', segments: ['6'] },
      ],
    },
    'Customers whose level is gold and who are not in the segment 沉睡客户',
    '等级是金卡，并且不属于分群沉睡客户的客户',
  ],
  [
    { none: [{ type: 'age', operator: 'atMost', value: 17 }, city] },
    'All customers but those who are at most 17 years old or whose city is 杭州',
    '除了年龄最多 17 岁，或者城市是杭州的客户，其他所有客户',
  ],
  [
    { all: [city, { none: [{ type: 'age', operator: 'atMost', value: 17 }] }] },
    'Customers whose city is 杭州 and who are not among those who are at most 17 years old',
    '城市是杭州，并且不属于“年龄最多 17 岁”的情况的客户',
  ],
  [
    {
      none: [
        { type: 'field', field: 'phone', operator: 'filled' },
        { type: 'tag', operator: 'any', tags: ['1'] },
      ],
    },
    'Customers whose phone is not known and who do not carry the tag VIP',
    '没有电话号码，并且没有标签VIP的客户',
  ],
  [
    { type: 'customField', field: 'shoe', operator: 'is', values: ['大号'] },
    'Customers whose shoe is 大号',
    '鞋码是大号的客户',
  ],
  [
    { type: 'field', field: 'displayName', operator: 'contains', values: ['王'] },
    'Customers whose name contains “王”',
    '姓名包含“王”的客户',
  ],
  [
    { type: 'rfm', measure: 'recency', operator: 'isNot', values: ['1', '2', '3', '4', '5'] },
    'Customers who have no RFM scores',
    '没有 RFM 得分的客户',
  ],
  [
    { type: 'rfm', measure: 'recency', operator: 'is', values: ['5', '4', '3', '2', '1'] },
    'Customers who have RFM scores',
    '有 RFM 得分的客户',
  ],
  [
    orders({ kind: 'returns', measure: 'quantity', operator: 'atMost', value: 1 }),
    'Customers who returned at most 1 piece',
    '退货最多 1 件的客户',
  ],
])('a rule in words: %j', (given, english, chinese) => {
  const read = rule.parse(given);
  expect([sayRule(read, en), sayRule(read, zh)]).toEqual([english, chinese]);
});

test('a none within a none is put as plainly as it can be', () => {
  const once = rule.parse({ none: [city] });
  expect(sayRule(rule.parse({ none: [once] }), en)).toBe('All customers but those whose city is not 杭州');
});
