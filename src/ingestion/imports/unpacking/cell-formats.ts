/** How numbers of a cell style are meant: plain, a day or time, or digits with zeros in front. */
export type NumberMeaning = 'number' | 'date' | 'time' | 'datetime' | 'duration' | { zeros: number };

/** Formats that every workbook has without naming them. 27 to 36 and 50 to 58 are those of Chinese and Japanese. */
function builtIn(id: number): NumberMeaning {
  if (id === 22) return 'datetime';
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id === 36) return 'date';
  if ((id >= 50 && id <= 54) || id === 57 || id === 58) return 'date';
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id === 45 || id === 47) return 'time';
  if (id === 55 || id === 56) return 'time';
  return id === 46 ? 'duration' : 'number';
}

/** What a number format of a workbook makes of a number. `code` is its text where the workbook gives one. */
export function meaningOf(id: number, code: string | undefined): NumberMeaning {
  if (code === undefined) return builtIn(id);
  const section = code.split(';')[0]!;
  if (/\[(?:h+|m+|s+)\]/i.test(section)) return 'duration';
  const plain = section
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .replace(/am\/pm|a\/p|上午\/下午/gi, 'h')
    .toLowerCase();
  if (/^0{2,}$/.test(plain)) return { zeros: plain.length };
  if (/general|[0#?]/.test(plain.replace(/[.:]0+/g, ''))) return 'number';
  const day = /[yde]/.test(plain) || (/m/.test(plain) && !/[hs]/.test(plain));
  const time = /[hs]/.test(plain);
  if (day) return time ? 'datetime' : 'date';
  return time ? 'time' : 'number';
}

/**
 * Text of a stored number: digits without an exponent and without the noise of binary fractions, a day as
 * 2024-03-05, a moment as 2024-03-05 08:30:00. What cannot be a day stays a number.
 */
export function numberText(stored: string, meaning: NumberMeaning, epoch1904: boolean): string {
  if (meaning === 'number') return plainNumber(stored);
  if (typeof meaning === 'object') {
    const text = plainNumber(stored);
    return /^\d+$/.test(text) ? text.padStart(meaning.zeros, '0') : text;
  }
  const serial = Number(stored);
  if (!Number.isFinite(serial) || serial < 0 || serial >= 2_958_466) return plainNumber(stored);
  const seconds = Math.round(serial * 86_400);
  const day = Math.floor(seconds / 86_400);
  const clock = clockText(seconds - day * 86_400);
  if (meaning === 'duration') return clockText(seconds);
  if (meaning === 'time' && day === 0) return clock;
  const date = dayText(day, epoch1904);
  if (date === null) return plainNumber(stored);
  return meaning !== 'date' || clock !== '00:00:00' ? `${date} ${clock}` : date;
}

function clockText(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Days are counted from 1900 with a 29 February that was none, or from 1904. */
function dayText(serial: number, epoch1904: boolean): string | null {
  if (!epoch1904 && (serial === 0 || serial === 60)) return null;
  const since1900 = epoch1904 ? serial + 1462 : serial < 60 ? serial + 1 : serial;
  return new Date(Date.UTC(1899, 11, 30 + since1900)).toISOString().slice(0, 10);
}

/** Whole numbers keep all digits that were stored; of others spreadsheets know fifteen. */
function plainNumber(stored: string): string {
  const text = stored.trim();
  if (/^-?\d{1,40}$/.test(text)) return text;
  if (text === '' || !Number.isFinite(Number(text))) return text;
  const value = Number(Number(text).toPrecision(15));
  const short = String(value);
  if (!short.includes('e')) return short;
  if (Number.isInteger(value)) return BigInt(value).toString();
  return value.toFixed(20).replace(/\.?0+$/, '');
}
