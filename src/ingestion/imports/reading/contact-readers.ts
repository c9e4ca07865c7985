import { readEmails } from '../../cleaning/email-rules.ts';
import { readPhones } from '../../cleaning/phone-rules.ts';
import type { ReadContact, ReadText } from './read-cell.ts';

/** Reads the phones of a cell; `isOn` says which rules work on its column. */
export function readPhoneCell(
  text: string,
  country: string | undefined,
  isOn: (code: string) => boolean,
): ReadText {
  const { phones, rules, problem } = readPhones(text, country, isOn);
  const contacts = phones.map((phone) => contactOf('phone', phone));
  return { value: contacts[0]?.value ?? null, problem, rules, contacts };
}

/** Reads the e-mail addresses of a cell; `isOn` says which rules work on its column. */
export function readEmailCell(text: string, isOn: (code: string) => boolean): ReadText {
  const { emails, rules, problem, suggestion } = readEmails(text, isOn);
  const contacts = emails.map((email) => contactOf('email', email));
  return { value: contacts[0]?.value ?? null, problem, suggestion, rules, contacts };
}

interface Reached {
  value: string;
  entered: string;
  certain: boolean;
  label: string | null;
}

function contactOf(kind: ReadContact['kind'], { value, entered, certain, label }: Reached): ReadContact {
  return label === null ? { kind, value, entered, certain } : { kind, value, entered, certain, label };
}
