import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { readChinesePhone } from './china-phones.ts';

/** A number as it is kept; what cannot be read stays as entered. */
export interface ReadNumber {
  /** E.164 where the number is valid and has no extension, else as entered. */
  value: string;
  valid: boolean;
  /** Valid, and the line of one person or household, as far as a number can tell. */
  certain: boolean;
  problem: PhoneProblem | null;
}

export type PhoneProblem =
  | 'phone.looks_wrong'
  | 'phone.digits_lost'
  | 'phone.hidden_digits'
  | 'phone.no_area_code';

const plainMobile = /^1[3-9]\d{9}$/;
const marks = /[\s\-–—().（）·•_/\u00a0]/g;
const extension = /\s*(?:转|分机号?|ext\.?|extension|x|#)\s*[:：]?\s*\d{1,6}$/i;
/** Behind a whole landline a short group is an extension: 0571-88880000-801. */
const chineseExtension = /^(\(?0\d{2,3}\)?[-\s]?\d{7,8})[-–—]\d{1,5}$/;
const exponent = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/i;
/** Such rows of digits are typed to get past a form far more often than they are anybody's number. */
const tooNeat = /(\d)\1{7}$|12345678$|87654321$/;

/**
 * Reads one number, written nationally in `country` (ISO 3166) or internationally. Chinese numbers take a
 * short way, some hundred times as fast as the general one. Never guesses digits that a spreadsheet lost.
 */
export function readNumber(text: string, country: string | undefined): ReadNumber {
  if (country === 'CN' && plainMobile.test(text)) return good(`+86${text}`);
  if (text.includes('*')) return bad(text, 'phone.hidden_digits');
  const whole = restored(text);
  if (whole === null) return bad(text, 'phone.digits_lost');
  const main = extensionless(whole);
  const read = readDigits(main.replace(marks, ''), country);
  if (read === null) return bad(text, 'phone.looks_wrong');
  if (read.problem !== null) return { ...read, value: text };
  // An extension has no place in E.164, and whoever answers such a line is many.
  return main === whole ? read : { ...read, value: text, certain: false };
}

function readDigits(digits: string, country: string | undefined): ReadNumber | null {
  const chinese = readChinesePhone(digits, country === 'CN');
  if (chinese !== null) {
    if (chinese.kind === 'landlineWithoutArea') return bad(chinese.value, 'phone.no_area_code');
    return chinese.kind === 'shared' ? { ...good(chinese.value), certain: false } : good(chinese.value);
  }
  if (!/^\+?[\dA-Z]{5,20}$/i.test(digits)) return null;
  const international = /^00[1-9]/.test(digits) ? `+${digits.slice(2)}` : digits;
  const known = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  if (known === undefined && !international.startsWith('+')) return null;
  const number = parsePhoneNumberFromString(international, known);
  if (!number?.isValid()) return null;
  const shared = /^(?:TOLL_FREE|SHARED_COST|PREMIUM_RATE|UAN|VOICEMAIL)$/.test(number.getType() ?? '');
  return shared ? { ...good(number.number), certain: false } : good(number.number);
}

/** Digits from 1.3912345678E+10 where all are there, and from 13912345678.0; null where some were rounded away. */
function restored(text: string): string | null {
  const parts = exponent.exec(text);
  if (parts) {
    const digits = parts[1]! + (parts[2] ?? '');
    return digits.length === Number(parts[3]) + 1 && !digits.endsWith('000') ? digits : null;
  }
  return text.replace(/^(\d{7,})\.0$/, '$1');
}

function extensionless(text: string): string {
  return text.replace(extension, '').replace(chineseExtension, '$1');
}

function good(value: string): ReadNumber {
  return { value, valid: true, certain: !tooNeat.test(value), problem: null };
}

function bad(value: string, problem: PhoneProblem): ReadNumber {
  return { value, valid: false, certain: false, problem };
}
