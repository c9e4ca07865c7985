import { expect, test } from 'vitest';
import { type Asked, type Fact, factText } from '#segments/rules/fact-text.contract.ts';
import { factWriting, type OwnField } from './fact-writing.ts';
import { textsIn } from './texts.ts';
import type { Written } from './written.ts';

const own = (key: string, type: OwnField['type'], currency: string | null = null): OwnField => ({
  ...{ key, type, label: { en: 'Any', zh: '任意' }, currency, operators: [] },
  choices: [{ key: 'a', label: { en: 'A', zh: '甲' } }],
});
const fields = [
  own('fee', 'money', 'CNY'),
  own('toll', 'money', 'JPY'),
  own('vip', 'flag'),
  own('level', 'choice'),
];
const grades = [{ key: 'top', name: { en: 'Top', zh: '顶级' } }];
const written: Written = {
  currency: 'CNY',
  money: (minor, code) => `${Number(minor) / (code === 'JPY' ? 1 : 100)}`,
  time: (instant) => `at ${instant}`,
  day: (instant) => `on ${instant}`,
};

test.each<[Asked, Fact['fact'], string | null, string | undefined, string | undefined]>([
  [{ type: 'orders', measure: 'spend' }, 'measured', '12345', '123.45', '123.45'],
  [{ type: 'orders', measure: 'quantity' }, 'measured', '1.5', 'in fact 1.5 pieces', '实际 1.5 件'],
  [{ type: 'activities' }, 'measured', '1', 'in fact 1 time', '实际 1 次'],
  [{ type: 'age' }, 'years', null, 'birthday not known', '不知道生日'],
  [{ type: 'rfm', measure: 'group' }, 'rfmGroup', 'champions', 'Champions', '冠军客户'],
  [{ type: 'stage' }, 'stage', 'dormant', 'Dormant', '沉睡'],
  [{ type: 'stage' }, 'stage', null, 'in no stage', '不在任何阶段'],
  [{ type: 'grade' }, 'grade', 'top', 'Top', '顶级'],
  [{ type: 'grade' }, 'grade', 'gone', 'gone', 'gone'],
  [{ type: 'grade' }, 'grade', null, 'no grade', '没有等级'],
  [{ type: 'sequence' }, 'step', 'order', undefined, undefined],
  [{ type: 'birthday' }, 'value', '2001-03-05', '2001-03-05', '2001-03-05'],
  [{ type: 'field', field: 'spendMinor' }, 'value', '5000', '50', '50'],
  [{ type: 'field', field: 'gender' }, 'value', 'female', 'female', '女'],
  [{ type: 'field', field: 'country' }, 'value', 'CN', 'China', '中国'],
  [
    { type: 'field', field: 'lastOrderAt' },
    'value',
    '2026-03-05T08:00:00Z',
    'at 2026-03-05T08:00:00Z',
    'at 2026-03-05T08:00:00Z',
  ],
  [{ type: 'customField', field: 'fee' }, 'value', '5000', '50', '50'],
  [{ type: 'customField', field: 'toll' }, 'value', '5000', '5000 JPY', '5000 JPY'],
  [{ type: 'customField', field: 'vip' }, 'value', 'true', 'yes', '是'],
  [{ type: 'customField', field: 'level' }, 'value', 'a', 'A', '甲'],
  [{ type: 'customField', field: 'gone' }, 'value', 'a', 'a', 'a'],
])('a fact is written as a person reads it: %j %s %s', (asked, fact, value, english, chinese) => {
  const told = (language: 'en' | 'zh') =>
    factText(
      { fact, value },
      asked,
      factWriting(textsIn(language), written, { customFields: fields, grades }),
    );
  expect([told('en'), told('zh')]).toEqual([english, chinese]);
});
