import fc from 'fast-check';
import { expect, test } from 'vitest';
import { instantOf, localOf } from './local-time.ts';

test.each([
  ['2026-03-05T14:05', 'Asia/Shanghai', '2026-03-05T06:05:00.000Z'],
  ['2026-07-01T09:00', 'Europe/London', '2026-07-01T08:00:00.000Z'],
  ['2026-01-01T00:30', 'America/New_York', '2026-01-01T05:30:00.000Z'],
])('%s in %s is %s', (local, zone, instant) => {
  expect(instantOf(local, zone)).toBe(instant);
  expect(localOf(instant, zone)).toBe(local);
});

test('a time that the change to summer time skips becomes one after the gap', () => {
  expect(instantOf('2026-03-29T01:30', 'Europe/London')).toBe('2026-03-29T01:30:00.000Z');
});

test('of a time that comes twice, the first is meant', () => {
  expect(instantOf('2026-10-25T01:30', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z');
});

test('what a clock shows leads back to a time at which it shows just that', () => {
  const zone = fc.constantFrom(
    'Asia/Shanghai',
    'Europe/London',
    'America/St_Johns',
    'Pacific/Chatham',
    'UTC',
  );
  const at = fc.date({
    min: new Date('1990-01-01T00:00:00Z'),
    max: new Date('2050-01-01T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(zone, at, (timeZone, instant) => {
      const local = localOf(instant, timeZone);
      expect(localOf(instantOf(local, timeZone), timeZone)).toBe(local);
    }),
  );
});
