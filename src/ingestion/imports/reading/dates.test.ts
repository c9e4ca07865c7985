import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoDay, isoInstant, readDate } from './dates.ts';
import { zoneOffsets } from './zone-offsets.ts';

const zones = [
  'Asia/Shanghai',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'UTC',
];
const shanghai = zoneOffsets('Asia/Shanghai');
const read = (text: string, order?: 'dmy' | 'mdy') => {
  const date = readDate(text, order);
  return date && isoInstant(date, shanghai);
};

describe('a date of a file', () => {
  it('is understood in the usual ways of writing', () => {
    const written: [string, string][] = [
      ['2010-12-01 08:26:00', '2010-12-01T08:26:00+08:00'],
      ['2024/3/5', '2024-03-05T00:00:00+08:00'],
      ['2024年3月5日', '2024-03-05T00:00:00+08:00'],
      ['2024年3月5日 下午3:07', '2024-03-05T15:07:00+08:00'],
      ['2024年3月5日15时7分8秒', '2024-03-05T15:07:08+08:00'],
      ['２０２４－０３－０５', '2024-03-05T00:00:00+08:00'],
      ['5/3/2024 8:26', '2024-03-05T08:26:00+08:00'],
      ['05.03.24', '2024-03-05T00:00:00+08:00'],
      ['5-Mar-2024', '2024-03-05T00:00:00+08:00'],
      ['March 5, 2024 12:30 am', '2024-03-05T00:30:00+08:00'],
      ['20240305', '2024-03-05T00:00:00+08:00'],
      ['2024-03-05T10:00:00.123456Z', '2024-03-05T10:00:00.123456Z'],
      ['2024-03-05T10:00:00+0530', '2024-03-05T10:00:00+05:30'],
    ];
    for (const [text, iso] of written) expect([text, read(text)]).toEqual([text, iso]);
    expect(read('12/1/2010 8:26 PM', 'mdy')).toBe('2010-12-01T20:26:00+08:00');
  });

  it('that does not exist is refused', () => {
    for (const text of [
      '2023-02-29',
      '2024-13-01',
      '31/4/2024',
      '2024-01-01 24:00',
      '0000-00-00',
      '13/13/2024',
      '1/2-2024',
      'May',
      '2024-01-01T00:00:00+99:00',
    ]) {
      expect([text, read(text)]).toEqual([text, null]);
    }
  });

  it('reads back every day that is written with its year first or last', () => {
    const days = fc.date({ min: new Date('1000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (day) => {
        const iso = day.toISOString().slice(0, 10);
        const [year, month, dayOfMonth] = iso.split('-');
        const ways: [string, 'dmy' | 'mdy'][] = [
          [iso, 'dmy'],
          [`${Number(dayOfMonth)}/${Number(month)}/${year}`, 'dmy'],
          [`${month}/${dayOfMonth}/${year}`, 'mdy'],
          [`${year}年${Number(month)}月${Number(dayOfMonth)}日`, 'mdy'],
        ];
        for (const [text, order] of ways) expect(isoDay(readDate(text, order)!)).toBe(iso);
      }),
    );
  });
});

describe('the offset of a wall-clock time', () => {
  it('leads back to the instant that the clocks of the zone showed it at', () => {
    const instants = fc
      .integer({ min: Date.UTC(1970, 0), max: Date.UTC(2037, 11) })
      .map((ms) => ms - (ms % 1000));
    fc.assert(
      fc.property(fc.constantFrom(...zones), instants, (zone, instant) => {
        const wall = wallOf(zone, instant);
        const found = Date.parse(`${new Date(wall).toISOString().slice(0, 19)}${zoneOffsets(zone)(wall)}`);
        // A wall time that occurs twice may mean the other occurrence: its clock shows the same.
        expect(wallOf(zone, found)).toBe(wall);
        expect(found).toBeLessThanOrEqual(instant);
      }),
      { numRuns: 300 },
    );
  });

  it('is the first of two when clocks go back, and the one before when they skip', () => {
    const newYork = zoneOffsets('America/New_York');
    const at = (text: string) => isoInstant(readDate(text, 'dmy')!, newYork).slice(19);
    expect(at('2024-11-03 01:30')).toBe('-04:00');
    expect(at('2024-11-03 02:00')).toBe('-05:00');
    expect(at('2024-11-03 00:59')).toBe('-04:00');
    expect(at('2024-03-10 01:59')).toBe('-05:00');
    expect(at('2024-03-10 02:30')).toBe('-05:00');
    expect(at('2024-03-10 03:00')).toBe('-04:00');
    expect(isoInstant(readDate('1900-01-01', 'dmy')!, shanghai)).toBe('1900-01-01T00:00:00+08:05:43');
  });
});

/** Milliseconds since 1970 of what a clock in the zone shows, as if it were UTC. */
function wallOf(zone: string, instant: number): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => Number(parts.find((found) => found.type === type)!.value);
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
