import { expect, test } from 'vitest';
import { appLink, base32, codeAt, stepOf, stepOfCode } from './time-codes.ts';

const secret = Buffer.from('12345678901234567890');

test('the codes are those of RFC 4226, appendix D', () => {
  const codes = '755224 287082 359152 969429 338314 254676 287922 162583 399871 520489'.split(' ');
  expect(codes.map((_, count) => codeAt(secret, count))).toEqual(codes);
});

test.each([
  ['1970-01-01T00:00:59Z', '287082'],
  ['2005-03-18T01:58:29Z', '081804'],
  ['2005-03-18T01:58:31Z', '050471'],
  ['2009-02-13T23:31:30Z', '005924'],
  ['2033-05-18T03:33:20Z', '279037'],
  ['2603-10-11T11:33:20Z', '353130'],
])('at %s the code is %s, as in RFC 6238, appendix B', (time, code) => {
  expect(codeAt(secret, stepOf(new Date(time)))).toBe(code);
});

test('a code fits half a minute early and late, and not further away', () => {
  const now = new Date('2026-03-05T08:00:10Z');
  const step = stepOf(now);
  const fits = (count: number) => stepOfCode(secret, codeAt(secret, count), now);
  expect([step - 1, step, step + 1].map(fits)).toEqual([step - 1, step, step + 1]);
  expect([fits(step - 2), fits(step + 2)]).toEqual([undefined, undefined]);
});

test.each(['', '12345', '1234567', '１２３４５６', 'abcdef'])('%j is no code', (text) => {
  expect(stepOfCode(secret, text, new Date())).toBeUndefined();
});

test('secrets are written as in RFC 4648, and names cannot break out of the link', () => {
  expect(base32(Buffer.from('fooba'))).toBe('MZXW6YTB');
  expect(appLink(Buffer.from('fooba'), 'a+b@x.cn', '常青: A&B')).toBe(
    'otpauth://totp/%E5%B8%B8%E9%9D%92%20%20A%26B:a%2Bb%40x.cn?secret=MZXW6YTB&issuer=%E5%B8%B8%E9%9D%92%20%20A%26B',
  );
});
