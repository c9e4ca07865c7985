import { expect, it } from 'vitest';
import { initialsOf } from './initials.ts';

it('takes the surname of Chinese names, a double one in full', () => {
  expect(initialsOf('张晓雯')).toBe('张');
  expect(initialsOf('欧阳明月')).toBe('欧阳');
  expect(initialsOf('欧阳')).toBe('欧');
  expect(initialsOf('上官贸易有限公司', 'organisation')).toBe('上');
});

it('takes the first and the last word of other names', () => {
  expect(initialsOf('Anna-Lena Meyer')).toBe('AM');
  expect(initialsOf('  (van) der Berg ')).toBe('VB');
  expect(initialsOf('cher')).toBe('C');
});

it('has a sign for a name without letters', () => {
  expect(initialsOf('***')).toBe('?');
});
