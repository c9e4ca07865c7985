import fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeAfter } from './place-after.ts';

test('a page of ours is returned to with its search words', () => {
  expect(placeAfter('/orders?kind=sale')).toBe('/orders?kind=sale');
  expect(placeAfter(undefined)).toBe('/');
});

test('no link can send somebody who signs in to another site', () => {
  const tricks = [
    '//evil.example',
    '/.//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'https://evil.example',
    'javascript:x',
  ];
  for (const next of tricks) expect(placeAfter(next)).toBe('/');
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const next of [text, `/${text}`, `//${text}`, `/\\${text}`]) {
        expect(new URL(placeAfter(next), 'http://ours.example').origin).toBe('http://ours.example');
      }
    }),
  );
});
