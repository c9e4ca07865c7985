import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readChineseNumber, readChineseYear } from './chinese-numerals.ts';
import { isLunarWithoutYear, lunarDays, readLunarDay, solarDayOf } from './lunar-dates.ts';
import { chineseDates, readSerialDay, republicDates, serialDays, shortYears } from './written-dates.ts';

const column = { field: 'order.ordered_at', reading: {}, country: undefined } as const;
const birthday = { ...column, field: 'customer.birthday' } as const;
const members = [chineseDates, republicDates, shortYears, serialDays, lunarDays];

describe.each(members.map((member) => [member.code, member] as const))('%s', (_code, member) => {
  it('does what its examples say', () => {
    for (const { before, after, column: knowledge } of member.examples) {
      expect([before, member.clean(before, { ...column, ...knowledge })]).toEqual([before, after]);
    }
  });

  it('finds nothing to do in what it made itself, and never throws', () => {
    const unit = fc.constantFrom(
      ..."0123456789-/.年月日一二三十〇正冬腊初廿闰农历民国 'R",
      '农历',
      '1990年',
      '八月',
    );
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 14 }), fc.boolean(), (text, serial) => {
        const known = { ...birthday, reading: serial ? ({ serialDays: '1900' } as const) : {} };
        const once = member.clean(text, known);
        if (once) expect(member.clean(once, known)).toBe(once);
      }),
    );
  });
});

describe('Chinese numerals', () => {
  it('are read as years by their digits and as numbers by their tens', () => {
    expect(['二〇二四', '二○二四', '一九八零', '1990', '九〇', '千'].map(readChineseYear)).toEqual([
      2024,
      2024,
      1980,
      1990,
      90,
      null,
    ]);
    expect(
      ['五', '十', '十二', '二十', '二十八', '廿三', '廿', '卅', '卅一', '初五', '12'].map(readChineseNumber),
    ).toEqual([5, 10, 12, 20, 28, 23, 20, 30, 31, 5, 12]);
    expect(['', '百', '十十', '一二'].map(readChineseNumber)).toEqual([null, null, null, null]);
  });
});

describe("spreadsheets' days", () => {
  it('count from 1900 with a leap day that never was, or from 1904', () => {
    expect(readSerialDay('1', '1900')).toBe('1900-01-01');
    expect(readSerialDay('59', '1900')).toBe('1900-02-28');
    expect(readSerialDay('60', '1900')).toBeNull();
    expect(readSerialDay('61', '1900')).toBe('1900-03-01');
    expect(readSerialDay('25569', '1900')).toBe('1970-01-01');
    expect(readSerialDay('2958465', '1900')).toBe('9999-12-31');
    expect(readSerialDay('2958466', '1900')).toBeNull();
    expect(readSerialDay('0', '1900')).toBeNull();
    expect(readSerialDay('43894', '1904')).toBe('2024-03-05');
    expect(readSerialDay('45356.75', '1900')).toBe('2024-03-05 18:00:00');
    expect(readSerialDay('45356.999999', '1900')).toBe('2024-03-06 00:00:00');
    expect(readSerialDay('x', '1900')).toBeNull();
  });

  it('are one apart where the days are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 61, max: 2_958_464 }), (count) => {
        const [one, next] = [
          readSerialDay(String(count), '1900')!,
          readSerialDay(String(count + 1), '1900')!,
        ];
        expect(Date.parse(next) - Date.parse(one)).toBe(86_400_000);
      }),
    );
  });
});

describe('two-digit years', () => {
  it('of birthdays lie in the past, others are near', () => {
    expect(chineseDates.clean('55年3月5日', birthday)).toBe('1955-03-05');
    expect(chineseDates.clean('55年3月5日', column)).toBe('2055-03-05');
    expect(chineseDates.clean('05年3月5日', birthday)).toBe('2005-03-05');
  });
});

describe('lunar days', () => {
  // From the published calendars: Mid-Autumn 1990 and 2024, New Year 2000, the leap months of 1990 and 2023.
  it.each([
    ['农历1990年八月十五', '1990-10-03'],
    ['农历二〇二四年八月十五', '2024-09-17'],
    ['阴历2000年正月初一', '2000-02-05'],
    ['一九九〇年闰五月初三', '1990-06-25'],
    ['农历2023年闰二月初一', '2023-03-22'],
    ['旧历1985年腊月廿三', '1986-02-01'],
    ['1990年8月15日（农历）', '1990-10-03'],
    ['农历 1990-08-15', '1990-10-03'],
    ['农历：庚午年八月十五', null],
    ['农历1991年闰五月初三', null],
    ['农历1990年八月三十', null],
  ])('%s is %s', (text, expected) => {
    const lunar = readLunarDay(text);
    expect(lunar).not.toBeNull();
    expect(solarDayOf(lunar!)).toBe(expected);
  });

  it.each(['1990年8月15日', '一九九〇年八月十五', '八月十五', '1990-08-15', '农历新年', '腊肉'])(
    '%s is none, for it does not say so',
    (text) => {
      expect(readLunarDay(text)).toBeNull();
    },
  );

  it('need their year', () => {
    expect(['农历八月十五', '腊月廿三', '农历1990年八月十五', '八月十五'].map(isLunarWithoutYear)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
