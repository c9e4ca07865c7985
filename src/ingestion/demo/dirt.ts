import type { DemoCustomer, Dirt } from './demo-customer.ts';
import { below, chance, openStream, pick, type Stream } from './random.ts';
import { PURPOSE, type World } from './world.ts';

/** Per thousand records. */
const SHARES: readonly (readonly [Dirt, number])[] = [
  ['junkName', 5],
  ['junkPhone', 6],
  ['missingPhone', 30],
  ['missingAddress', 120],
  ['missingGender', 90],
  ['fullWidthDigits', 12],
  ['straySpaces', 22],
  ['phoneDashes', 30],
  ['phonePrefix', 35],
  ['emailCase', 20],
  ['brokenEmail', 5],
];

/** How the same person differs when written down a second time, per thousand duplicates. */
const DUPLICATE_SHARES: readonly (readonly [Dirt, number])[] = [
  ['nameVariation', 350],
  ['missingPhone', 120],
  ['missingAddress', 250],
  ['addressVariation', 500],
  ['missingGender', 300],
  ['birthdayMissing', 600],
  ['phoneDashes', 220],
  ['phonePrefix', 220],
  ['fullWidthDigits', 60],
  ['straySpaces', 80],
  ['emailCase', 250],
];

const JUNK_NAMES = ['测试', '无', 'test', '匿名', '顾客', '。', 'N/A', '测试用户1', '先生', 'xxx'];
const JUNK_PHONES = ['13800138000', '00000000000', '11111111111', '无', '12345678901', '-'];

function widen(text: string): string {
  return text.replaceAll(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
}

function isChineseMobile(number: string): boolean {
  return number.length === 11 && /^1\d{10}$/.test(number);
}

function rewritePhones(customer: DemoCustomer, rewrite: (number: string) => string): boolean {
  let changed = false;
  for (const phone of customer.phones) {
    if (!isChineseMobile(phone.number)) continue;
    phone.number = rewrite(phone.number);
    changed = true;
  }
  return changed;
}

function dashed(number: string): string {
  return `${number.slice(0, 3)}-${number.slice(3, 7)}-${number.slice(7)}`;
}

function variedName(stream: Stream, customer: DemoCustomer): string {
  const { name, kind, gender } = customer;
  if (kind === 'organisation')
    return name.full.replace(/(股份|集团)?有限公司$/, '').replace(/ (Ltd|Inc\.)$/, '');
  if (customer.language === 'en') return name.full.toUpperCase();
  const style = below(stream, 4);
  if (style === 0) return `${name.family}${gender === 'male' ? '先生' : '女士'}`;
  if (style === 1) return `${name.family} ${name.given}`;
  if (style === 2) return name.latin ?? name.full;
  return `${name.given}（${gender === 'male' ? '先生' : '女士'}）`;
}

function spaced(stream: Stream, customer: DemoCustomer): void {
  const style = below(stream, 3);
  const { full } = customer.name;
  if (style === 0) customer.name.full = ` ${full}`;
  else if (style === 1) customer.name.full = `${full}\u3000`;
  else customer.name.full = full.replace(/^(.)/u, '$1 ');
}

/** Does one kind of harm; false where the record offers nothing to harm. Never leaves both ways of contact empty. */
function soil(stream: Stream, customer: DemoCustomer, dirt: Dirt): boolean {
  const { phones, emails, address, name } = customer;
  switch (dirt) {
    case 'junkName':
      Object.assign(name, { full: pick(stream, JUNK_NAMES), family: null, given: null, latin: null });
      return true;
    case 'junkPhone':
      if (phones.length > 0) phones[0]!.number = pick(stream, JUNK_PHONES);
      return phones.length > 0;
    case 'missingPhone':
      if (emails.length === 0) return false;
      phones.length = 0;
      return true;
    case 'missingAddress':
      customer.address = null;
      return true;
    case 'missingGender':
      if (customer.gender === null) return false;
      customer.gender = null;
      return true;
    case 'birthdayMissing':
      if (customer.birthday === null) return false;
      customer.birthday = null;
      return true;
    case 'fullWidthDigits':
      return rewritePhones(customer, widen);
    case 'phoneDashes':
      return rewritePhones(customer, dashed);
    case 'phonePrefix':
      return rewritePhones(customer, (number) => `${pick(stream, ['+86 ', '+86', '0086', '86-'])}${number}`);
    case 'straySpaces':
      spaced(stream, customer);
      return true;
    case 'emailCase':
      for (const email of emails) email.address = email.address.toUpperCase();
      return emails.length > 0;
    case 'brokenEmail':
      for (const email of emails)
        email.address = email.address.replace('@', pick(stream, ['＠', ' @', '@@']));
      return emails.length > 0;
    case 'nameVariation':
      Object.assign(name, { full: variedName(stream, customer), family: null, given: null, latin: null });
      return true;
    case 'addressVariation':
      if (address === null || address.country !== 'CN') return false;
      address.city = address.city.replace(/市$/, '');
      address.street = address.street.replace(/(\d+)栋(\d+)单元(\d+)室/, '$1-$2-$3').replace('号', '号 ');
      address.postcode = '';
      return true;
  }
}

/**
 * Dirties a clean record as real systems do, and notes in `truth.dirt` what was done, in that order.
 * Records that repeat an earlier customer differ from it more often.
 */
export function soilRecord(world: World, index: number, customer: DemoCustomer): void {
  const stream = openStream(world.seed, index, PURPOSE.dirt);
  const shares = customer.truth.duplicateOf === null ? SHARES : DUPLICATE_SHARES;
  for (const [dirt, permille] of shares) {
    if (chance(stream, permille) && soil(stream, customer, dirt)) customer.truth.dirt.push(dirt);
  }
}
