import { expect, test } from 'vitest';
import { latestMonths, monthDays } from './latest-months.ts';

const month = (name: string, salesMinor: string, undoneMinor = '0') => ({
  month: name,
  sales: 1,
  salesMinor,
  undone: 0,
  undoneMinor,
});

test('revenue is what is left after returns and cancellations, exact past 2^53', () => {
  const { latest } = latestMonths({ months: [month('2011-12', '9007199254740993', '-3')] });
  expect(latest?.netMinor).toBe('9007199254740990');
});

test('the month is compared with the calendar month before it, across the turn of the year too', () => {
  const months = [month('2011-01', '5'), month('2010-12', '7')];
  expect(latestMonths({ months }).before).toMatchObject({ month: '2010-12', netMinor: '7' });
});

test('a month before without orders counts as nothing, an earlier one is not taken for it', () => {
  const months = [month('2011-10', '5'), month('2011-12', '7')];
  expect(latestMonths({ months }).before).toEqual({ month: '2011-11', sales: 0, netMinor: '0' });
});

test('the first month of all is compared with nothing', () => {
  expect(latestMonths({ months: [month('2011-12', '7')] }).before).toBeUndefined();
});

test('without orders there is nothing to compare', () => {
  expect(latestMonths({ months: [] })).toEqual({});
  expect(latestMonths(undefined)).toEqual({});
});

test('the days of a month end with its last one, in leap years too', () => {
  expect(monthDays('2024-02')).toEqual({ ordered: '2024-02-01..2024-02-29' });
  expect(monthDays('2011-12')).toEqual({ ordered: '2011-12-01..2011-12-31' });
});
