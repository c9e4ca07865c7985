import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A phone number in one form; `certain` = E.164 and valid, so that it may tell who somebody is. */
export interface NormalPhone {
  value: string;
  certain: boolean;
}

const chineseMobile = /^(?:\+?86|0086)?(1[3-9]\d{9})$/;

/**
 * Reads a phone number as entered. Chinese mobiles take a path of their own, five times as fast. What is not
 * a valid number of any country is kept by its digits; fewer than five of them are none.
 */
export function normalPhone(entered: string, country?: string): NormalPhone | undefined {
  const compact = entered.normalize('NFKC').replace(/[^\d+]/g, '');
  const mobile = chineseMobile.exec(compact);
  if (mobile && (country === undefined || country === 'CN' || compact.length > 11)) {
    return { value: `+86${mobile[1]}`, certain: true };
  }
  const home = country !== undefined && isSupportedCountry(country) ? (country as CountryCode) : undefined;
  const parsed =
    compact.length > 25 ? undefined : parsePhoneNumberFromString(entered.normalize('NFKC'), home);
  if (parsed?.isValid())
    return { value: parsed.number + (parsed.ext ? `x${parsed.ext}` : ''), certain: !parsed.ext };
  const digits = compact.replaceAll('+', '');
  return digits.length < 5 || digits.length > 25 ? undefined : { value: digits, certain: false };
}

const addressShape = /^[^\s\p{Cc}@<>(),;:"]+@[^\s\p{Cc}@<>(),;:"]+\.[^\s\p{Cc}@.<>(),;:"]{2,}$/u;

/** An e-mail address in small letters, or undefined where it cannot be one. */
export function normalEmail(entered: string): string | undefined {
  const email = entered.normalize('NFKC').trim().toLowerCase();
  return email.length <= 254 && addressShape.test(email) ? email : undefined;
}

/** A web address that is safe to link to, or undefined. */
export function normalWebsite(entered: string): string | undefined {
  const text = entered.trim();
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return /^https?:$/.test(url.protocol) && url.hostname.includes('.') ? url.href : undefined;
  } catch {
    return undefined;
  }
}
