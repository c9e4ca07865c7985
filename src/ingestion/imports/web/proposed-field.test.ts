import { expect, test } from 'vitest';
import type { PreviewColumn } from '../reading/reading.contract.ts';
import { proposedField } from './proposed-field.ts';

function column(type: PreviewColumn['type'], values: string[], times = 1, header = ' 等级 '): PreviewColumn {
  return {
    column: 0,
    header,
    type,
    fillRate: 1,
    distinct: values.length,
    sampled: values.length * times,
    examples: values.slice(0, 5),
    reading: {},
    dateOrderGuessed: false,
    sensitive: false,
    values: [...values.map((value) => ({ value, rows: times })), { value: '', rows: 2 }],
    cleaning: null,
  };
}

test('few values that come again and again become choices, named in the language of the reader', () => {
  expect(proposedField(column('text', ['金卡', '银卡'], 9), 'zh')).toEqual({
    label: { en: '', zh: '等级' },
    type: 'choice',
    choices: [
      { label: { en: '', zh: '金卡' }, archived: false },
      { label: { en: '', zh: '银卡' }, archived: false },
    ],
  });
  const unseen = { ...column('text', ['金卡', '银卡'], 9), distinct: 3 };
  for (const each of [unseen, column('text', ['金卡', '银卡'], 2), column('text', ['A', 'a'], 9)])
    expect(proposedField(each, 'zh')).toMatchObject({ type: 'text', choices: [] });
});

test.each([
  ['integer', ['12', '3'], 'number'],
  ['integer', ['0012', '0013'], 'text'],
  ['decimal', ['1.5'], 'number'],
  ['money', ['¥5'], 'money'],
  ['date', ['2026-03-05'], 'date'],
  ['datetime', ['2026-03-05 10:00'], 'text'],
  ['boolean', ['是'], 'flag'],
  ['text', ['https://a.example/1'], 'url'],
] as const)('values of the type %s such as %j make a field of the type %s', (type, values, made) => {
  expect(proposedField(column(type, [...values]), 'en').type).toBe(made);
});
