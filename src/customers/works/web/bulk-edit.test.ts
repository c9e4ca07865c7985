import { expect, test } from 'vitest';
import type { CustomField } from '../../custom-fields/custom-fields.contract.ts';
import { editOf, editOfCustom, nameOfAct, toneOf } from './bulk-edit.ts';

test('choosing a field alone changes nothing: a value or an express clearing is needed', () => {
  expect(editOf('region', '', false)).toBeNull();
  expect(editOf('region', '  ', false)).toBeNull();
  expect(editOf('region', ' North ', false)).toEqual({ kind: 'edit', change: { region: 'North' } });
  expect(editOf('region', 'North', true)).toEqual({ kind: 'edit', change: { region: null } });
});

test('the button says what the act does, and looks dangerous where it takes away', () => {
  const toneOfEdit = (isClearing: boolean) =>
    toneOf(nameOfAct('edit', editOf('region', 'North', isClearing)));
  expect(nameOfAct('edit', editOf('region', '', true))).toBe('clear');
  expect([toneOfEdit(false), toneOfEdit(true), toneOf(nameOfAct('bin', { kind: 'bin' }))]).toEqual([
    'main',
    'danger',
    'danger',
  ]);
});

test('a custom field is set by the value of its type, and clearing it looks dangerous too', () => {
  const field = { key: 'vip', type: 'flag' } as CustomField;
  expect(editOfCustom(field, '', false)).toBeNull();
  const no = editOfCustom(field, 'false', false);
  expect(no).toEqual({ kind: 'edit', change: { customFields: { vip: false } } });
  const cleared = editOfCustom(field, 'true', true);
  expect(cleared).toEqual({ kind: 'edit', change: { customFields: { vip: null } } });
  expect([nameOfAct('edit', no), nameOfAct('edit', cleared)]).toEqual(['edit', 'clear']);
});
