import { minorDigits } from '../money/minor-digits.contract.ts';

export type Language = 'en' | 'zh';

export interface Money {
  /** Minor units, as text or bigint since they may pass 2^53. */
  amountMinor: string | bigint | number;
  /** ISO 4217. */
  currency: string;
}

export interface FormatSettings {
  language: Language;
  /** IANA name; days begin and end there. */
  timeZone: string;
  now?: () => Date;
}

const locales: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/**
 * The signs between words; Chinese ones are full-width and carry their own room. `between` stands between sentences,
 * which Chinese does not part.
 */
const punctuation = {
  en: { colon: ': ', comma: ', ', stop: '. ', open: ' (', close: ')', to: ' – ', between: ' ' },
  zh: { colon: '：', comma: '，', stop: '。', open: '（', close: '）', to: '—', between: '' },
} as const;

export type Format = ReturnType<typeof makeFormat>;

/**
 * Everything that turns values into what people read, for one language and time zone.
 * Times are ISO strings or Dates; a day is `2026-03-05`. Null and undefined give a dash.
 */
export function makeFormat({ language, timeZone, now = () => new Date() }: FormatSettings) {
  const locale = locales[language];
  const times = timeFormat(language, timeZone, now);
  const numberFormat = (options: Intl.NumberFormatOptions) => cached(locale, options);
  return {
    language,
    timeZone,
    punctuation: punctuation[language],
    ...times,
    /** Grouped: 541,909. Takes exact decimals as text. */
    number: (value: Numeric, decimals?: number) =>
      orDash(value, (text) =>
        numberFormat(
          decimals === undefined
            ? { maximumFractionDigits: 6 }
            : { minimumFractionDigits: decimals, maximumFractionDigits: decimals },
        ).format(text as never),
      ),
    /** Short for large figures: 9.7M, 974.8万. */
    compact: (value: Numeric) =>
      orDash(value, (text) =>
        numberFormat({ notation: 'compact', maximumFractionDigits: 1 }).format(text as never),
      ),
    /** 0.184 gives 18.4%. */
    percent: (value: number | null | undefined, decimals = 1) =>
      orDash(value, (text) =>
        numberFormat({ style: 'percent', maximumFractionDigits: decimals }).format(text as never),
      ),
    /** Exact to the minor unit, with the sign of the currency; a minus before it for returns. */
    money: (money: MoneyOrNone) =>
      orDash(majorOrNone(money), (text) => {
        const style = { style: 'currency', currency: money?.currency } as const;
        return numberFormat(style).format(text as never);
      }),
    /** Without minor units, for figures and charts. */
    moneyRound: (money: MoneyOrNone) =>
      orDash(majorOrNone(money), (text) => {
        const style = { style: 'currency', currency: money?.currency, maximumFractionDigits: 0 } as const;
        return numberFormat(style).format(text as never);
      }),
    bytes: (value: number) => {
      const step = value < 1e3 ? 0 : value < 1e6 ? 1 : value < 1e9 ? 2 : 3;
      const unit = (['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const)[step];
      // The short form of a byte has no plural in English.
      const unitDisplay = step === 0 ? 'long' : 'short';
      return numberFormat({
        style: 'unit',
        unit,
        unitDisplay,
        maximumFractionDigits: step > 1 ? 1 : 0,
      }).format(value / 1e3 ** step!);
    },
    /** `A, B and C`; `or` says that any of them will do. */
    list: (words: string[], { or = false } = {}) =>
      new Intl.ListFormat(locale, { type: or ? 'disjunction' : 'conjunction' }).format(words),
    /** The name of a country, currency or language code in the reader's language. */
    nameOf: (type: 'region' | 'currency' | 'language', code: string) => {
      try {
        return new Intl.DisplayNames(locale, { type }).of(code) ?? code;
      } catch {
        return code;
      }
    },
  };
}

type Numeric = number | bigint | string | null | undefined;

function orDash<Value>(value: Value | null | undefined, write: (value: Value) => string): string {
  return value === null || value === undefined || value === '' ? '–' : write(value);
}

/** An amount that is not known, or that is kept from the reader, is a dash. */
type MoneyOrNone = { amountMinor: Money['amountMinor'] | null; currency: string } | null | undefined;

function majorOrNone(money: MoneyOrNone): string | undefined {
  if (!money || money.amountMinor === null) return undefined;
  return majorOf({ amountMinor: money.amountMinor, currency: money.currency });
}

/** `1234` pence is `12.34`; how many minor digits a currency has is what the server counts in. */
export function majorOf({ amountMinor, currency }: Money): string {
  const digits = minorDigits(currency);
  const text = String(amountMinor);
  const negative = text.startsWith('-');
  const padded = (negative ? text.slice(1) : text).padStart(digits + 1, '0');
  const whole = padded.slice(0, padded.length - digits);
  const fraction = digits > 0 ? `.${padded.slice(-digits)}` : '';
  return `${negative ? '-' : ''}${whole}${fraction}`;
}

const kept = new Map<string, Intl.NumberFormat>();

/** Building an Intl formatter costs some 50 µs, too much for every cell of a table. */
function cached(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = kept.get(key) ?? new Intl.NumberFormat(locale, options);
  kept.set(key, known);
  return known;
}

type Time = string | Date | null | undefined;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

function timeFormat(language: Language, timeZone: string, now: () => Date) {
  const parts = (options: Intl.DateTimeFormatOptions, zone: string) =>
    new Intl.DateTimeFormat(locales[language], { timeZone: zone, ...options });
  const make = (zone: string) => ({
    day: parts({ year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }, zone),
    clock: parts({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone),
    key: new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    }),
  });
  const inZone = make(timeZone);
  const inUtc = make('UTC');
  const relative = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  const monthName = parts({ year: 'numeric', month: 'long' }, 'UTC');

  const dateOf = (at: Date, weekday: boolean, set: typeof inZone) => {
    const found = Object.fromEntries(set.day.formatToParts(at).map((part) => [part.type, part.value]));
    const sameYear = set.key.format(at).slice(0, 4) === set.key.format(now()).slice(0, 4);
    if (language === 'en') {
      return `${weekday ? `${found.weekday} ` : ''}${found.day} ${found.month?.slice(0, 3)}${sameYear ? '' : ` ${found.year}`}`;
    }
    const month = found.month?.replace('月', '');
    return `${sameYear ? '' : `${found.year}年`}${month}月${found.day}日${weekday ? ` ${found.weekday}` : ''}`;
  };
  const read = (value: Exclude<Time, null | undefined>) => (value instanceof Date ? value : new Date(value));
  const isDay = (value: Time): value is string => typeof value === 'string' && value.length === 10;
  const date = (value: Time, weekday = false) =>
    orDash(value, (given) => dateOf(read(given), weekday, isDay(given) ? inUtc : inZone));
  const time = (value: Time) => orDash(value, (given) => inZone.clock.format(read(given)));
  const dateTime = (value: Time) => orDash(value, (given) => `${date(given, true)} ${time(given)}`);

  return {
    /** 5 Mar / 3月5日, the year where it is another; with `weekday` Wed 5 Mar / 3月5日 周三. */
    date,
    time,
    /** Wed 5 Mar 14:05. */
    dateTime,
    /** March 2026 / 2026年3月, from a day or `2026-03`. */
    month: (value: string) => monthName.format(new Date(`${value.slice(0, 7)}-01T00:00:00Z`)),
    /** `2026-03-05` of a time in the organisation's zone; groups timelines by day. */
    dayKey: (value: string | Date) => inZone.key.format(read(value)),
    /** "3 minutes ago", "yesterday" up to a week, then the date. */
    ago: (value: Time) =>
      orDash(value, (given) => {
        const at = read(given);
        const gone = at.getTime() - now().getTime();
        if (Math.abs(gone) < 45_000) return language === 'zh' ? '刚刚' : 'just now';
        if (Math.abs(gone) < 60 * minuteMs) return relative.format(Math.round(gone / minuteMs), 'minute');
        const days = Math.round(
          (Date.parse(inZone.key.format(at)) - Date.parse(inZone.key.format(now()))) / dayMs,
        );
        if (days === 0) return relative.format(Math.round(gone / (60 * minuteMs)), 'hour');
        if (Math.abs(days) <= 7) return relative.format(days, 'day');
        return date(given);
      }),
    duration: (ms: number) => durationText(language, ms),
  };
}

/** "2 mins 10 secs", the two largest units: rest times and durations. */
function durationText(language: Language, ms: number): string {
  const unit = (amount: number, name: string) =>
    cached(locales[language], { style: 'unit', unit: name, unitDisplay: 'short' }).format(amount);
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const minutes = Math.floor(seconds / 60);
  const two: [number, string][] =
    minutes < 60
      ? [
          [minutes, 'minute'],
          [seconds % 60, 'second'],
        ]
      : [
          [Math.floor(minutes / 60), 'hour'],
          [minutes % 60, 'minute'],
        ];
  const said = two.filter(([amount]) => amount > 0).map(([amount, name]) => unit(amount, name));
  return said.join(' ') || unit(0, 'second');
}
