import { expect, test } from 'vitest';
import { conditionsPage } from './conditions.ts';

test('the page of conditions shows each example as JSON with whom it means in both languages, bars escaped', () => {
  const sentence = { en: 'Customers at least 60', zh: '至少 60 岁的客户' };
  const old = { rule: { type: 'age', operator: 'atLeast', value: 60 } as const, sentence };
  const city = { type: 'field', field: 'city', operator: 'is', values: ['a|b'] } as const;
  const page = conditionsPage(
    [{ rule: { any: [old.rule, { ...city, values: [...city.values] }] }, sentence }],
    [{ type: 'age', examples: [old] }],
  );
  expect(page).toContain(`## \`age\`

| As JSON | Whom it means | 意思 |
| --- | --- | --- |
| \`{ "type": "age", "operator": "atLeast", "value": 60 }\` | Customers at least 60 | 至少 60 岁的客户 |
`);
  expect(page).toContain('## Groups');
  expect(page).toContain('"values": [ "a\\|b" ]');
});
