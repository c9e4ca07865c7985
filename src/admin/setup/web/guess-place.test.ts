import fc from 'fast-check';
import { expect, test } from 'vitest';
import { organisationCurrency } from '../../organisation/organisation.contract.ts';
import { guessCurrency } from './guess-place.ts';

test('the time zone tells the country before the language does', () => {
  expect(guessCurrency('Asia/Shanghai', ['en-US'])).toBe('CNY');
  expect(guessCurrency('Europe/London', ['zh-CN'])).toBe('GBP');
});

test('the region of the language decides where the time zone says nothing', () => {
  expect(guessCurrency('America/New_York', ['en-CA', 'fr'])).toBe('CAD');
  expect(guessCurrency('Europe/Berlin', ['de-DE'])).toBe('EUR');
  expect(guessCurrency('UTC', ['zh'])).toBe('CNY');
  expect(guessCurrency('UTC', ['en'])).toBe('USD');
});

test('whatever a browser says, the guess is a currency that the form takes', () => {
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'), 'UTC', '');
  fc.assert(
    fc.property(zones, fc.array(fc.string()), (zone, languages) => {
      expect(organisationCurrency.safeParse(guessCurrency(zone, languages)).success).toBe(true);
    }),
  );
});
