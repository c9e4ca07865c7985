import { expect, test } from 'vitest';
import { fieldsLeftOut } from './asked-fields.ts';

const items = [
  { key: 'club', archivedAt: null },
  { key: 'shoe', archivedAt: '2026-03-05T00:00:00Z' },
];
const asked = ['field.club', 'field.shoe', 'field.salary', 'field.club'];
const reads = (field: string) => field !== 'field.salary';

test('a list leaves out what is archived and what its reader may not read, and tells the two apart', () => {
  expect(fieldsLeftOut(asked, items, reads)).toEqual({ kept: ['field.salary'], gone: ['field.shoe'] });
});

test('nothing is taken for gone while it is not known which fields there are', () => {
  expect(fieldsLeftOut(asked, undefined, reads)).toEqual({ kept: ['field.salary'], gone: [] });
});
