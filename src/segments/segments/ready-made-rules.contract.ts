import type { Rule } from '../rules/rule-tree.contract.ts';

/** Rules that come with the product; `unit` is what one of the organisation's currency is in minor units. */
export function readyMadeRules(unit: number): Record<string, Rule> {
  const orders = { type: 'orders', measure: 'count', kind: 'purchases' } as const;
  const sinceLast = { type: 'orders', measure: 'daysSinceLast', kind: 'purchases' } as const;
  const spent = (value: number): Rule => ({
    ...{ type: 'field', field: 'spendMinor', operator: 'atLeast', value: value * unit },
  });
  return {
    new: { all: [{ type: 'field', field: 'createdAt', operator: 'within', within: { days: 30 } }] },
    active: { all: [{ ...orders, operator: 'atLeast', value: 1, within: { days: 90 } }] },
    promising: {
      all: [
        { ...orders, operator: 'between', value: 1, to: 2 },
        { ...sinceLast, operator: 'atMost', value: 90 },
      ],
    },
    secondOrderMissing: {
      all: [
        { ...orders, operator: 'exactly', value: 1 },
        { ...sinceLast, operator: 'between', value: 30, to: 180 },
      ],
    },
    regular: { all: [{ ...orders, operator: 'atLeast', value: 3, within: { days: 365 } }] },
    highValue: { all: [spent(10_000)] },
    atRisk: {
      all: [
        { ...orders, operator: 'atLeast', value: 3 },
        { ...sinceLast, operator: 'between', value: 91, to: 365 },
      ],
    },
    highValueAtRisk: { all: [spent(10_000), { ...sinceLast, operator: 'atLeast', value: 91 }] },
    dormant: { all: [{ ...sinceLast, operator: 'atLeast', value: 181 }] },
    neverBought: { all: [{ ...orders, operator: 'exactly', value: 0 }] },
    returning: {
      all: [{ ...orders, kind: 'returns', operator: 'atLeast', value: 2, within: { days: 365 } }],
    },
    birthdays: { all: [{ type: 'birthday', calendar: 'solar', when: { month: 'this' } }] },
    noContact: { all: [{ type: 'activities', operator: 'exactly', value: 0, within: { days: 180 } }] },
    unreachable: {
      all: [
        { type: 'field', field: 'phone', operator: 'empty' },
        { type: 'field', field: 'email', operator: 'empty' },
        { type: 'field', field: 'wechat', operator: 'empty' },
      ],
    },
    nobodyLooksAfter: { all: [{ type: 'owner', operator: 'is', owners: [], nobody: true }] },
  };
}
