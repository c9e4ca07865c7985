import { emailsOfCell } from './email-cell.ts';
import { isEmailPlaceholder } from './email-placeholders.ts';
import { isEmail } from './email-syntax.ts';
import { suggestedEmail } from './email-typos.ts';
import type { CleaningRule } from './rule.ts';
import { OTHER, UPPER, WIDE } from './text-traits.ts';

/** One e-mail address of a cell. */
export interface ReadEmail {
  /** In small letters where it can exist, else as entered. */
  value: string;
  entered: string;
  /** May tell who somebody is. */
  certain: boolean;
  /** The name beside the address. */
  label: string | null;
}

export interface ReadEmails {
  emails: ReadEmail[];
  /** Codes of the rules that changed something, in the order in which they work. */
  rules: string[];
  problem: 'email.looks_wrong' | null;
  /** The first address that was probably meant otherwise. */
  suggestion: string | null;
}

export const severalEmails: CleaningRule = {
  code: 'email.several',
  title: { en: 'E-mail addresses taken out of what surrounds them', zh: '从单元格中取出邮箱地址' },
  reason: {
    en: 'Mail programs write Anna Berg <anna@berg.de> or mailto:, and people write several addresses into one cell; each is kept as a contact of its own.',
    zh: '邮件软件会写成 Anna Berg <anna@berg.de> 或加上 mailto:，也有人在一格里写多个邮箱，这里逐个取出。',
  },
  readings: ['email'],
  byDefault: true,
  examples: [
    { before: 'mailto:anna@berg.de', after: 'anna@berg.de' },
    { before: 'Anna Berg <anna@berg.de>', after: 'anna@berg.de' },
    { before: 'a.li@qq.com;b.li@163.com', after: 'a.li@qq.com\nb.li@163.com' },
    { before: 'wang @163.com', after: 'wang@163.com' },
    { before: 'wang@163.com.', after: 'wang@163.com' },
  ],
  clean: (text) =>
    emailsOfCell(text)
      .map(({ address }) => address)
      .join('\n') || null,
};

export const emailPlaceholders: CleaningRule = {
  code: 'email.placeholder',
  title: { en: 'Made-up e-mail addresses left out', zh: '去掉凑数的邮箱' },
  reason: {
    en: 'Addresses such as a@a.com or test@test.com are typed to get past a form; no customer reads them.',
    zh: 'a@a.com、test@test.com 之类的邮箱只是为了应付必填项，并没有客户在用。',
  },
  readings: ['email'],
  byDefault: true,
  examples: [
    { before: 'a@a.com', after: null },
    { before: 'test@test.com', after: null },
    { before: '123@123.com', after: null },
    { before: '无', after: null },
    { before: 'noemail@none.com', after: null },
    { before: 'anna@berg.de', after: 'anna@berg.de' },
  ],
  clean: (text) => {
    if (!text.includes('\n')) return isEmailPlaceholder(text) ? null : text;
    const lines = text.split('\n').filter((line) => !isEmailPlaceholder(line));
    return lines.length === 0 ? null : lines.join('\n');
  },
};

export const smallLetterEmails: CleaningRule = {
  code: 'email.small_letters',
  title: { en: 'E-mail addresses in small letters', zh: '邮箱统一为小写' },
  reason: {
    en: 'Capitals mean nothing in e-mail addresses as providers keep them; equal addresses are to be equal texts.',
    zh: '邮箱服务商不区分大小写，统一为小写才能认出相同的邮箱。',
  },
  readings: ['email'],
  byDefault: true,
  always: true,
  when: UPPER | WIDE | OTHER,
  examples: [{ before: 'Anna.Berg@Web.DE', after: 'anna.berg@web.de' }],
  clean: (text) => text.toLowerCase(),
};

/** All e-mail addresses of one cell, made-up ones left out and equal ones taken once. The counterpart of `readPhones`. */
export function readEmails(text: string, isOn: (code: string) => boolean = () => true): ReadEmails {
  const parts = isOn(severalEmails.code)
    ? emailsOfCell(text)
    : [{ entered: text, address: text, name: null }];
  const out: ReadEmails = { emails: [], rules: [], problem: null, suggestion: null };
  if (text !== '' && (parts.length !== 1 || parts[0]!.address !== text)) out.rules.push(severalEmails.code);
  const dropsMadeUp = isOn(emailPlaceholders.code);
  for (const { entered, address, name } of parts) {
    const value = address.toLowerCase();
    if (dropsMadeUp && isEmailPlaceholder(value)) {
      note(out, emailPlaceholders.code);
      continue;
    }
    if (value !== address) note(out, smallLetterEmails.code);
    const certain = isEmail(value);
    if (!certain) out.problem = 'email.looks_wrong';
    out.suggestion ??= suggestedEmail(value);
    if (out.emails.some((email) => email.value === value)) continue;
    out.emails.push({ value, entered, certain, label: name });
  }
  return out;
}

function note(out: ReadEmails, code: string): void {
  if (!out.rules.includes(code)) out.rules.push(code);
}
