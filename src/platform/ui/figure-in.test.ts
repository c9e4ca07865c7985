import { expect, test } from 'vitest';
import { figureIn } from './figure-in.ts';

const whole = { decimals: 0 };
const cents = { decimals: 2, negative: true };

test.each([
  ['', whole, ''],
  ['1,250', whole, '1250'],
  ['１２ ３', whole, '123'],
  ['-', cents, '-'],
  ['12.', cents, '12.'],
  ['-12。50', cents, '-12.50'],
])('%j is read as it is meant', (text, kind, figure) => {
  expect(figureIn(text, kind)).toBe(figure);
});

test.each([
  ['1.5', whole],
  ['1e9', whole],
  ['-5', whole],
  ['1.234', cents],
  ['1-2', cents],
  ['twelve', cents],
])('%j is no other figure by leaving signs out of it', (text, kind) => {
  expect(figureIn(text, kind)).toBeUndefined();
});
