import { expect, test } from 'vitest';
import { asNewSegment, ruleInAddress } from './rule-in-address.ts';

test('a rule goes through the address as it is, and what is none is no rule', () => {
  const rule = { all: [{ type: 'rfm', measure: 'group', operator: 'is', values: ['champions'] }] } as const;
  const { to, search } = asNewSegment(rule as never, 'Champions');
  expect([to, search?.name, ruleInAddress(search!.rule!)]).toEqual(['/segments/new', 'Champions', rule]);
  for (const text of ['', '{', 'null', '{"all":[]}', '{"type":"horoscope"}'])
    expect(ruleInAddress(text)).toBeUndefined();
});
