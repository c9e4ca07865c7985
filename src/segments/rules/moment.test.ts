import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { isTimeWithin, localDay } from './judging.ts';
import { addDays, intervalOf, momentAt, startOfDay } from './moment.ts';

const platform = await testPlatform();

test('the last days begin with a day of the organisation and end with the millisecond of now', () => {
  // 08:00 in UTC is 16:00 of 5 March in Shanghai.
  const moment = momentAt(new Date('2026-03-05T08:00:00.123Z'), 'Asia/Shanghai');
  expect(moment.today).toBe('2026-03-05');
  expect(intervalOf({ days: 1 }, moment)).toEqual({
    from: '2026-03-04T16:00:00.000000Z',
    until: '2026-03-05T08:00:00.124000Z',
  });
  expect(intervalOf({ days: 7 }, moment).from).toBe('2026-02-26T16:00:00.000000Z');
  expect(intervalOf({ daysAgo: { from: 90, to: 30 } }, moment)).toEqual({
    from: '2025-12-04T16:00:00.000000Z',
    until: '2026-02-03T16:00:00.000000Z',
  });
  expect(intervalOf({ from: '2026-03-01', to: '2026-03-01' }, moment)).toEqual({
    from: '2026-02-28T16:00:00.000000Z',
    until: '2026-03-01T16:00:00.000000Z',
  });
  expect(intervalOf({ to: '2026-03-01' }, moment)).toEqual({ until: '2026-03-01T16:00:00.000000Z' });
  expect(intervalOf({ nextDays: 2 }, moment).until).toBe('2026-03-06T16:00:00.000000Z');
});

test('just after midnight it is the next day, and not before', () => {
  const today = (time: string) => momentAt(new Date(time), 'Asia/Shanghai').today;
  expect([today('2026-03-05T15:59:59.999Z'), today('2026-03-05T16:00:00Z')]).toEqual([
    '2026-03-05',
    '2026-03-06',
  ]);
});

test('days of early years have as many digits as others, so that they compare as texts', () => {
  const at = Date.parse('0987-06-05T08:00:00Z');
  expect(momentAt(new Date(at), 'Asia/Shanghai').today).toBe('0987-06-05');
  expect(localDay(at * 1_000, 'Asia/Shanghai')).toBe('0987-06-05');
  expect(isTimeWithin(at * 1_000, { from: '1900-01-01' }, momentAt(new Date(), 'Asia/Shanghai'))).toBe(false);
});

test('a day begins when the database says so, in every zone and where midnight does not exist', async () => {
  const zones = [
    'Asia/Shanghai',
    'UTC',
    'America/New_York',
    'Africa/Cairo',
    'Asia/Beirut',
    'America/Sao_Paulo',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'Pacific/Pago_Pago',
    'Australia/Lord_Howe',
  ];
  const days = Array.from({ length: 40 }, (_, index) => addDays('2015-01-01', index * 97));
  // Days on which clocks were changed at midnight.
  const cases = [...days, '2023-04-28', '2018-11-04', '2024-03-31'].flatMap((day) =>
    zones.map((zone) => ({ day, zone })),
  );
  const { rows } = await sql<{ day: string; zone: string; start: string }>`select day::text, zone,
      to_char(day::timestamp at time zone zone at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as start
    from json_to_recordset(${JSON.stringify(cases)}::json) as r(day date, zone text)`.execute(
    platform.database.db,
  );
  expect(cases.map(({ day, zone }) => ({ day, zone, start: startOfDay(day, zone) }))).toEqual(rows);
});
