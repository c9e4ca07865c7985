/**
 * Texts that have broken other systems. `\0` and lone surrogates no database of ours can hold: those have to be
 * refused; all others are text like any other.
 */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '<!--#exec cmd="ls"-->',
  '=HYPERLINK("https://a.example","x")',
  "+1+cmd|' /C calc'!A0",
  '@SUM(1+1)',
  '-2+3',
  '\t=1+1',
  "'; drop table customers.customers; --",
  '1 or 1=1',
  "\\'; select pg_sleep(10); --",
  '%_\\',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/dev/null',
  'CON',
  'a\r\nSet-Cookie: x=y',
  'a\nb',
  '{{7*7}}<%= 7*7 %>#{7*7}\u0024{7*7}',
  '{{constructor.constructor("return 1")()}}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '\u202eevil\u202c',
  '\u200f\u200e\u061c',
  'a\u200bb\u200cc\u200dd\ufeffe\u2060f',
  '\u0001\u0008\u000b\u001b[31m\u007f\u0085',
  '\u2028\u2029',
  `Z${'\u0300\u0301\u0302\u0303'.repeat(60)}algo`,
  '👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿🇨🇳',
  '𠮷野家',
  '﷽'.repeat(20),
  'ﬁ①Ａ㍿',
  'İıſK',
  '\ufffe\uffff',
  ' ',
  '\u3000',
  'null',
  'undefined',
  'NaN',
  '%00%0a%2e%2e',
  '\0',
  'a\0b',
  '\ud800',
  'a\udc00',
];

/** What the database cannot hold, so that it is refused at the door. */
export function isUnstorable(text: string): boolean {
  return text.includes('\0') || !text.isWellFormed();
}
