import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { majorOf, makeFormat } from './format.ts';

const now = () => new Date('2026-03-05T06:00:00Z');
const en = makeFormat({ language: 'en', timeZone: 'Asia/Shanghai', now });
const zh = makeFormat({ language: 'zh', timeZone: 'Asia/Shanghai', now });

describe('money', () => {
  it('shows every digit of amounts beyond 2^53', () => {
    expect(en.money({ amountMinor: '9007199254740993123', currency: 'GBP' })).toBe(
      '£90,071,992,547,409,931.23',
    );
    expect(zh.money({ amountMinor: 974774793n, currency: 'CNY' })).toBe('¥9,747,747.93');
  });

  it('knows currencies with none and with three minor digits', () => {
    expect(majorOf({ amountMinor: '1234', currency: 'JPY' })).toBe('1234');
    expect(majorOf({ amountMinor: '-1234', currency: 'KWD' })).toBe('-1.234');
    expect(majorOf({ amountMinor: '-5', currency: 'GBP' })).toBe('-0.05');
  });

  it('never confuses two currencies that share a sign', () => {
    const signs = ['CNY', 'JPY'].map((currency) =>
      zh.money({ amountMinor: 100, currency }).replace(/[\d.]/g, ''),
    );
    expect(new Set(signs).size).toBe(2);
  });

  it('gives back the same minor units when its point is taken out', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.constantFrom('CNY', 'JPY', 'KWD'),
        (minor, currency) => {
          expect(BigInt(majorOf({ amountMinor: minor, currency }).replace('.', ''))).toBe(minor);
        },
      ),
    );
  });
});

describe('times', () => {
  it('reads as people write it, with the year only where it is another', () => {
    expect(en.date('2026-03-05T02:00:00Z', true)).toBe('Thu 5 Mar');
    expect(zh.date('2026-03-05T02:00:00Z', true)).toBe('3月5日 周四');
    expect(en.date('2025-09-30')).toBe('30 Sep 2025');
    expect(zh.date('2025-12-28')).toBe('2025年12月28日');
  });

  it('turns the day at midnight of the organisation, and leaves a plain day alone', () => {
    expect(en.date('2026-03-04T16:30:00Z')).toBe('5 Mar');
    expect(en.dayKey('2026-03-04T15:59:59Z')).toBe('2026-03-04');
    const west = makeFormat({ language: 'en', timeZone: 'America/Los_Angeles', now });
    expect(west.date('2026-03-05')).toBe('5 Mar');
  });

  it('is relative up to a week and a date beyond', () => {
    expect(zh.ago('2026-03-05T05:59:50Z')).toBe('刚刚');
    expect(en.ago('2026-03-05T05:57:00Z')).toBe('3 minutes ago');
    expect(zh.ago('2026-03-03T22:00:00Z')).toBe('昨天');
    expect(en.ago('2026-02-01T05:57:00Z')).toBe('1 Feb');
  });

  it('says durations in the two largest units', () => {
    expect(en.duration(130_000)).toBe('2 mins 10 secs');
    expect(en.duration(7_200_000)).toBe('2 hrs');
    expect(zh.duration(14_000)).toBe('14秒');
  });
});

describe('numbers', () => {
  it('groups exact decimals that come as text', () => {
    expect(en.number('1234567.250000')).toBe('1,234,567.25');
    expect(zh.compact(9_747_747)).toBe('974.8万');
  });

  it('shows a dash for what is not there', () => {
    expect([en.number(null), en.money(undefined), en.date(null), en.percent(undefined)]).toEqual([
      '–',
      '–',
      '–',
      '–',
    ]);
  });
});
