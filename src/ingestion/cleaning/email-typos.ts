import type { CleaningCheck } from './rule.ts';
import { LOWER, UPPER } from './text-traits.ts';

/** Domains of which many customers have their address; a likely slip is one letter away from one of these. */
const popular =
  'gmail.com hotmail.com outlook.com yahoo.com icloud.com live.com msn.com aol.com proton.me protonmail.com googlemail.com qq.com vip.qq.com foxmail.com 163.com 126.com yeah.net vip.163.com 188.com 139.com 189.cn wo.cn sina.com sina.cn vip.sina.com sohu.com aliyun.com tom.com 21cn.com 263.net hotmail.co.uk yahoo.co.uk yahoo.co.jp yahoo.com.hk yahoo.com.tw yahoo.com.cn outlook.fr hotmail.fr yahoo.fr gmx.de web.de t-online.de gmx.net naver.com daum.net hanmail.net'.split(
    ' ',
  );
/** Domains that exist and look like slips of the ones above. */
const others = new Set(
  'mail.com ymail.com email.com gmx.com gmx.at gmx.ch me.com mac.com aim.com rocketmail.com hushmail.com fastmail.com mail.ru yandex.ru hotmail.de hotmail.it hotmail.es outlook.de outlook.cn outlook.es yahoo.de yahoo.ca yahoo.in yahoo.cn yahoo.es yahoo.it live.cn live.co.uk live.fr live.nl msn.cn 136.com 169.com 165.com 199.com 119.com 129.com 128.com 133.com 153.com 173.com 183.com 193.com 263.com 363.com 51.com q.com tom.cn sin.com yeah.com 189.com 188.net 163.net 126.net sohu.net google.com wo.com inbox.com qmail.com'.split(
    ' ',
  ),
);
/** Endings as hasty fingers write them. */
const endings: Record<string, string> = {
  con: 'com',
  cmo: 'com',
  ocm: 'com',
  coom: 'com',
  comm: 'com',
  vom: 'com',
  xom: 'com',
  cim: 'com',
  cpm: 'com',
  clm: 'com',
  c0m: 'com',
  cm: 'com',
  om: 'com',
  co: 'com',
  come: 'com',
  comn: 'com',
  'com.com': 'com',
  ner: 'net',
  nte: 'net',
  ent: 'net',
};
const known = new Set(popular);
const remembered = new Map<string, string | null>();
const mostRemembered = 10_000;

/**
 * The address that was probably meant where the domain is a slip of a popular one; null where none is, or
 * where more than one could be meant. Never to be taken by itself: gmial.com can be somebody's domain.
 */
export function suggestedEmail(address: string): string | null {
  const at = address.lastIndexOf('@');
  if (at < 1) return null;
  const domain = address.slice(at + 1).toLowerCase();
  if (known.has(domain)) return null;
  let meant = remembered.get(domain);
  if (meant === undefined) {
    meant = others.has(domain) ? null : meantDomain(domain);
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(domain, meant);
  }
  return meant === null ? null : `${address.slice(0, at).replace(/@+$/, '')}@${meant}`;
}

function meantDomain(domain: string): string | null {
  const point = domain.indexOf('.', domain.startsWith('vip.') ? 4 : 0);
  const ending = point < 0 ? '' : domain.slice(point + 1);
  if (point < 0) {
    // gmailcom, qqcom
    const meant = popular.filter((name) => name.replace('.', '') === domain);
    return meant.length === 1 ? meant[0]! : null;
  }
  const mended = endings[ending] === undefined ? domain : `${domain.slice(0, point)}.${endings[ending]}`;
  if (known.has(mended)) return mended;
  const meant = popular.filter((name) => isSlipOf(mended, name));
  return meant.length === 1 ? meant[0]! : null;
}

/** Short and numeric names have too many true neighbours: of those only swapped letters and doubled ones count. */
function isSlipOf(domain: string, name: string): boolean {
  const point = name.lastIndexOf('.');
  const firm = name.slice(0, point);
  if (!domain.endsWith(name.slice(point))) return false;
  const written = domain.slice(0, domain.length - (name.length - point));
  if (firm.length >= 5 && !/^\d/.test(firm)) return isOneSlip(written, firm);
  if (/^\d/.test(firm)) return false;
  return firm.length >= 4
    ? isSwap(written, firm) || isDoubling(written, firm)
    : isDoubling(written, firm) && firm !== 'msn';
}

/** Damerau distance of exactly one. */
function isOneSlip(written: string, meant: string): boolean {
  if (written === meant || Math.abs(written.length - meant.length) > 1) return false;
  let start = 0;
  while (start < written.length && written[start] === meant[start]) start++;
  let end = 0;
  while (
    end < Math.min(written.length, meant.length) - start &&
    written[written.length - 1 - end] === meant[meant.length - 1 - end]
  )
    end++;
  const left = written.slice(start, written.length - end);
  const right = meant.slice(start, meant.length - end);
  return (left.length <= 1 && right.length <= 1) || isSwap(left, right);
}

function isSwap(written: string, meant: string): boolean {
  if (written.length !== meant.length || written === meant) return false;
  const at = [...written].findIndex((letter, index) => letter !== meant[index]);
  return (
    written[at] === meant[at + 1] &&
    written[at + 1] === meant[at] &&
    written.slice(at + 2) === meant.slice(at + 2)
  );
}

function isDoubling(written: string, meant: string): boolean {
  return written.length === meant.length + 1 && written.replace(/(.)\1/, '$1') === meant;
}

export const emailTypos: CleaningCheck = {
  code: 'email.domain_typo',
  title: { en: 'Likely slips in e-mail domains', zh: '邮箱域名疑似笔误' },
  reason: {
    en: 'The domain is one letter away from one that very many people use; what was probably meant is suggested, nothing is changed.',
    zh: '域名与常用邮箱只差一个字母，仅提示可能想写的地址，不会自动修改。',
  },
  readings: ['email'],
  byDefault: true,
  when: LOWER | UPPER,
  problem: null,
  examples: [
    { value: 'wang@gmial.com', finds: true, suggestion: 'wang@gmail.com' },
    { value: 'wang@gmail.con', finds: true, suggestion: 'wang@gmail.com' },
    { value: '1234567@qq.con', finds: true, suggestion: '1234567@qq.com' },
    { value: 'li@163.cm', finds: true, suggestion: 'li@163.com' },
    { value: 'anna@hotmial.com', finds: true, suggestion: 'anna@hotmail.com' },
    { value: 'anna@mail.com', finds: false },
    { value: 'anna@ymail.com', finds: false },
    { value: 'li@sina.cn', finds: false },
    { value: 'li@136.com', finds: false },
  ],
  check: (text) => {
    const suggestion = suggestedEmail(text);
    return suggestion === null ? null : { suggestion };
  },
};
