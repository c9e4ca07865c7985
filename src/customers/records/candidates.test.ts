import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalEmail, normalPhone } from '../profiles/contact-values.ts';
import { countryNamed } from '../profiles/country-names.ts';
import { arrivingOf } from './candidates.ts';

test.each([
  ['13800138000', 'CN', '+8613800138000'],
  ['１３８-0013 8000', undefined, '+8613800138000'],
  ['+86 138 0013 8000', 'GB', '+8613800138000'],
  ['020 7946 0018', 'GB', '+442079460018'],
  ['010-62558888', 'CN', '+861062558888'],
  ['(571) 8888-0000', undefined, '57188880000'],
  ['1234', undefined, undefined],
  ['=cmd()', undefined, undefined],
])('the phone %s of %s reads %s', (entered, country, value) => {
  expect(normalPhone(entered, country)?.value).toBe(value);
});

test.each([
  [' A.B@Example.COM ', 'a.b@example.com'],
  ['a@b', undefined],
  ['two words@example.com', undefined],
  ['张三@例子.中国', '张三@例子.中国'],
  ['a@b@c.de', undefined],
])('the e-mail %s reads %s', (entered, value) => {
  expect(normalEmail(entered)).toBe(value);
});

test.each([
  ['United Kingdom', 'GB'],
  ['英国', 'GB'],
  ['gb', 'GB'],
  ['EIRE', 'IE'],
  ['USA', 'US'],
  ['RSA', 'ZA'],
  ['中国', 'CN'],
  ['香港', 'HK'],
  ['Czech Republic', 'CZ'],
  ['European Community', undefined],
  ['Unspecified', undefined],
  ['', undefined],
])('the country %s is %s', (name, code) => {
  expect(countryNamed(name)).toBe(code);
});

test('a name is put together in the order of its language', () => {
  expect(arrivingOf({ givenName: '三', familyName: '张' }).fields.display_name).toBe('张三');
  expect(arrivingOf({ givenName: 'Ada', familyName: 'Lovelace' }).fields.display_name).toBe('Ada Lovelace');
});

test('no text whatever makes a candidate unreadable', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.array(text, { maxLength: 3 }), (one, many) => {
      const arriving = arrivingOf({
        externalId: one,
        name: one,
        phones: many,
        emails: many,
        country: one,
        birthday: one,
        payload: { [one]: many },
      });
      for (const value of Object.values(arriving.fields) as string[])
        expect(value.isWellFormed() && !value.includes('\u0000')).toBe(true);
    }),
  );
});
