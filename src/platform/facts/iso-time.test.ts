import { expect, test } from 'vitest';
import { isoTime } from './iso-time.ts';

test('a time of any zone is the same moment in UTC, to the microsecond', () => {
  expect(isoTime('2026-03-05 16:00:00+08')).toBe('2026-03-05T08:00:00Z');
  expect(isoTime('2026-03-05 00:00:00.120400-03:30')).toBe('2026-03-05T03:30:00.1204Z');
  expect(isoTime('1890-01-01 00:05:43.000001+08:05:43')).toBe('1889-12-31T16:00:00.000001Z');
  expect(isoTime('0001-01-01 00:00:00+00')).toBe('0001-01-01T00:00:00Z');
});

test('what is no such time stays as it is', () => {
  for (const text of ['infinity', '0044-03-15 00:00:00+00 BC']) expect(isoTime(text)).toBe(text);
});
