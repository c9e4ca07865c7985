import type { ColumnReading } from './reading.contract.ts';

const plain = /^-?(?:0|[1-9]\d{0,13})(?:\.\d{1,6})?$/;
const currencySigns =
  /^(?:CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|US\$|HK\$|NT\$|[$€£¥₩₹]|人民币)|(?:CNY|RMB|USD|EUR|GBP|HKD|TWD|JPY|KRW|SGD|AUD|CAD|CHF|[$€£¥₩₹元圆])$/i;
const grouped = { '.': /^\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?$/, ',': /^\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ };
const ungrouped = {
  '.': /^(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i,
  ',': /^(?:\d+,?\d*|,\d+)(?:e[+-]?\d{1,3})?$/i,
};

/** Digits before the decimal point that numeric(20,6) holds. */
const mostIntegerDigits = 14;
const mostDecimals = 6;

/**
 * Reads a number as people and spreadsheets write it (thousands separators, currency signs,
 * full-width digits, negatives in parentheses or with the sign behind, exponents) into an exact
 * decimal string with at most six decimals, rounded half away from zero.
 * Gives null for anything else and 'too large' beyond 14 integer digits.
 */
export function readDecimal(text: string, mark: ColumnReading['decimalMark']): string | null | 'too large' {
  if (mark !== ',' && plain.test(text)) return text === '-0' ? '0' : text;
  const written = unwrap(text);
  if (written === null) return null;
  const decimalMark = mark ?? '.';
  let digits = written.digits.replace(/['\s]/g, '');
  if (grouped[decimalMark].test(digits)) digits = digits.replaceAll(decimalMark === '.' ? ',' : '.', '');
  else if (!ungrouped[decimalMark].test(digits)) return null;
  return exact(written.negative, digits.replace(',', '.'));
}

/** Whether a number carries a currency sign or code. */
export function hasCurrencySign(text: string): boolean {
  return currencySigns.test(text.normalize('NFKC').replace(/^[\s(+−-]+|[\s)−-]+$/g, ''));
}

/** Strips sign, parentheses and currency; null when nothing is left. */
function unwrap(text: string): { negative: boolean; digits: string } | null {
  let rest = text.normalize('NFKC').replaceAll('−', '-').trim();
  let negative = false;
  if (/^\(.*\)$/.test(rest)) {
    negative = true;
    rest = rest.slice(1, -1).trim();
  }
  for (let turn = 0; turn < 2; turn++) {
    if (!negative && /^[+-]/.test(rest)) {
      negative = rest.startsWith('-');
      rest = rest.slice(1).trim();
    } else if (!negative && rest.length > 1 && rest.endsWith('-')) {
      negative = true;
      rest = rest.slice(0, -1).trim();
    }
    rest = rest.replace(currencySigns, '').trim();
  }
  return rest === '' ? null : { negative, digits: rest };
}

/** `digits` is `123`, `123.45`, `.5`, `5.` or one of these with an exponent. */
function exact(negative: boolean, digits: string): string | 'too large' {
  const [mantissa = '', exponent = '0'] = digits.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const shift = Number(exponent);
  let all = whole + fraction;
  let point = whole.length + shift;
  if (point < 0) {
    all = '0'.repeat(Math.min(-point, 50)) + all;
    point = 0;
  }
  if (point > all.length) {
    if (/^0*$/.test(all)) return '0';
    if (point > 100) return 'too large';
    all = all.padEnd(point, '0');
  }
  const scaled = BigInt(all.slice(0, point + mostDecimals).padEnd(point + mostDecimals, '0') || '0');
  const rounded = all.charCodeAt(point + mostDecimals) >= 53 ? scaled + 1n : scaled;
  return fromMicros(negative ? -rounded : rounded);
}

/** A canonical decimal as an integer number of millionths. */
export function toMicros(decimal: string): bigint {
  const negative = decimal.startsWith('-');
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.');
  const micros = BigInt(whole + fraction.padEnd(mostDecimals, '0'));
  return negative ? -micros : micros;
}

/** The shortest decimal of an integer number of millionths. */
export function fromMicros(micros: bigint): string | 'too large' {
  const digits = (micros < 0n ? -micros : micros).toString().padStart(mostDecimals + 1, '0');
  const whole = digits.slice(0, -mostDecimals);
  if (whole.length > mostIntegerDigits) return 'too large';
  const fraction = digits.slice(-mostDecimals).replace(/0+$/, '');
  const text = fraction ? `${whole}.${fraction}` : whole;
  return micros < 0n ? `-${text}` : text;
}

/** quantity × price − discount, exact to the millionth (rounded half away from zero). */
export function discounted(quantity: string, price: string, discount: string): string | 'too large' {
  const product = toMicros(quantity) * toMicros(price);
  const half = product < 0n ? -500_000n : 500_000n;
  return fromMicros((product + half) / 1_000_000n - toMicros(discount));
}
