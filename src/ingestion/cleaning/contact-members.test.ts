import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { emailsOfCell } from './email-cell.ts';
import { emailPlaceholders, readEmails, severalEmails } from './email-rules.ts';
import { isEmail } from './email-syntax.ts';
import { emailTypos, suggestedEmail } from './email-typos.ts';
import { phonesOfCell } from './phone-cell.ts';
import { readNumber } from './phone-numbers.ts';
import { internationalPhones, phonePlaceholders, readPhones, severalPhones } from './phone-rules.ts';

const anyText = fc
  .array(fc.integer({ min: 0, max: 0xd7ff }), { maxLength: 60 })
  .map((codes) => String.fromCharCode(...codes));
const column = { field: 'customer.phone', reading: {}, country: 'CN' } as const;

describe.each(
  [severalPhones, phonePlaceholders, internationalPhones, severalEmails, emailPlaceholders].map(
    (member) => [member.code, member] as const,
  ),
)('%s', (_code, member) => {
  it('does what its examples say, and nothing to what it made itself', () => {
    for (const { before, after, column: knowledge } of member.examples) {
      const known = { field: 'customer.phone', reading: {}, country: undefined, ...knowledge } as const;
      expect([before, member.clean(before, known)]).toEqual([before, after]);
      if (after !== null) expect(member.clean(after, known)).toBe(after);
    }
  });

  it('finds nothing to do in what it made itself, whatever it was given', () => {
    const unit = fc.constantFrom(...'0123456789 +-()/;,、和.:xｘ转@<>abc\n"ab.com妻子M&*e');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        const once = text === '' ? null : member.clean(text, column);
        if (once) expect(member.clean(once, column)).toBe(once);
      }),
      { numRuns: 200 },
    );
  });
});

const values = (text: string, country?: string) => readPhones(text, country).phones.map(({ value }) => value);

describe('phones of a cell', () => {
  it.each([
    ['13912345678', ['+8613912345678']],
    ['139 1234 5678', ['+8613912345678']],
    ['139-1234-5678', ['+8613912345678']],
    ['+86 139 1234 5678', ['+8613912345678']],
    ['0086-13912345678', ['+8613912345678']],
    ['86 13912345678', ['+8613912345678']],
    ['(+86)13912345678', ['+8613912345678']],
    ['013912345678', ['+8613912345678']],
    ['13912345678.0', ['+8613912345678']],
    ['010-62558888', ['+861062558888']],
    ['（010）62558888', ['+861062558888']],
    ['01062558888', ['+861062558888']],
    ['+86 10 6255 8888', ['+861062558888']],
    ['(0571)8888 0000', ['+8657188880000']],
    ['0086-571-88880000', ['+8657188880000']],
    ['0371—65951234', ['+8637165951234']],
    ['400-820-8820', ['+864008208820']],
    ['4008208820', ['+864008208820']],
    ['800-810-8888', ['+868008108888']],
    ['13912345678/13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678;13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678、010-62558888', ['+8613912345678', '+861062558888']],
    ['13912345678，13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678和13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678或者13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678\n13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678 13687654321', ['+8613912345678', '+8613687654321']],
    ['13912345678, 13912345678', ['+8613912345678']],
    ['手机13912345678电话010-62558888', ['+8613912345678', '+861062558888']],
    ['Tel: 139 1234 5678', ['+8613912345678']],
    ['1,391,234,5678', ['+8613912345678']],
    ['010-62558888/89', ['+861062558888']],
    ['+44 20 7946 0958', ['+442079460958']],
    ['0044 20 7946 0958', ['+442079460958']],
    ['+852 2123 4567', ['+85221234567']],
    ['1.3912345678E+10', ['+8613912345678']],
    ['11111111111;13912345678', ['+8613912345678']],
  ])('%j is read as %j', (text, expected) => {
    expect(values(text, 'CN')).toEqual(expected);
  });

  it.each([
    ['1.39E+10', 'phone.digits_lost'],
    ['1.39123E+10', 'phone.digits_lost'],
    ['139****5678', 'phone.hidden_digits'],
    ['62558888', 'phone.no_area_code'],
    ['1391234567', 'phone.looks_wrong'],
    ['139123456789', 'phone.looks_wrong'],
    ['12012345678', 'phone.looks_wrong'],
    ['wang@qq.com', 'phone.looks_wrong'],
    ['微信同号', 'phone.looks_wrong'],
    ['0999999', 'phone.looks_wrong'],
  ])('%j stays as entered: %s', (text, problem) => {
    const { phones, problem: found } = readPhones(text, 'CN');
    expect(found).toBe(problem);
    expect(phones).toMatchObject([{ value: text, valid: false, certain: false }]);
  });

  it('keep the words beside a number as its label', () => {
    expect(readPhones('13912345678（妻子） / 儿子 13687654321', 'CN').phones).toMatchObject([
      { value: '+8613912345678', label: '妻子' },
      { value: '+8613687654321', label: '儿子' },
    ]);
    expect(readPhones('手机：13912345678', 'CN').phones).toMatchObject([{ label: null }]);
  });

  it('are not certain where many answer: 400 numbers, extensions, numbers too neat to be true', () => {
    for (const text of [
      '400-820-8820',
      '0571-88880000-801',
      '0571-88880000转801',
      '13888888888',
      '13612345678',
    ]) {
      expect(readPhones(text, 'CN').phones).toMatchObject([{ valid: true, certain: false }]);
    }
    expect(values('0571-88880000转801', 'CN')).toEqual(['0571-88880000转801']);
  });

  it('need a country where they name none', () => {
    expect(readPhones('13912345678', undefined)).toMatchObject({ problem: 'phone.looks_wrong' });
    expect(values('+8613912345678')).toEqual(['+8613912345678']);
    expect(values('020 7946 0958', 'GB')).toEqual(['+442079460958']);
    expect(values('030/901820', 'DE')).toEqual(['+4930901820']);
  });

  it('say which rules were at work, and leave them out where they are switched off', () => {
    expect(readPhones('13912345678（妻子）', 'CN').rules).toEqual(['phone.several', 'phone.international']);
    expect(readPhones('11111111111', 'CN')).toEqual({
      phones: [],
      rules: ['phone.placeholder'],
      problem: null,
    });
    expect(
      readPhones('13912345678;13687654321', 'CN', (code) => code !== 'phone.several').phones,
    ).toHaveLength(1);
    expect(readPhones('11111111111', 'CN', (code) => code !== 'phone.placeholder').problem).toBe(
      'phone.looks_wrong',
    );
  });

  it('read in the short way are what the general one reads', () => {
    const digits = fc.stringMatching(/^(?:0(?:10|[2-9]\d{1,2})[2-9]\d{6,7}|[48]00\d{7})$/);
    fc.assert(
      fc.property(digits, (text) => {
        const { valid, value } = readNumber(text, 'CN');
        if (!valid) return;
        const general = parsePhoneNumberFromString(text, 'CN');
        expect([text, general?.number, general?.isValid()]).toEqual([text, value, true]);
      }),
      { numRuns: 1000, examples: [['01080000000'], ['01080100000'], ['02180000000']] },
    );
  });

  it('never throws and never loses a cell', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { phones, rules } = readPhones(text, 'CN');
        if (text.trim() !== '') expect(phones.length > 0 || rules.length > 0).toBe(true);
      }),
    );
    expect(phonesOfCell('13912345678;'.repeat(1000))).toHaveLength(20);
  });
});

describe('e-mail addresses of a cell', () => {
  it.each([
    ['a.li@qq.com', ['a.li@qq.com']],
    ['A.Li@QQ.com', ['a.li@qq.com']],
    ['mailto:a.li@qq.com', ['a.li@qq.com']],
    ['Li, Anna <a.li@qq.com>', ['a.li@qq.com']],
    ['"Li, Anna" <a.li@qq.com>; Bo <bo@163.com>', ['a.li@qq.com', 'bo@163.com']],
    ['a.li@qq.com、bo@163.com', ['a.li@qq.com', 'bo@163.com']],
    ['a.li@qq.com bo@163.com', ['a.li@qq.com', 'bo@163.com']],
    ['a.li@qq.com/bo@163.com', ['a.li@qq.com', 'bo@163.com']],
    ['a.li@qq.com, bo@163.com', ['a.li@qq.com', 'bo@163.com']],
    ['a.li @qq.com', ['a.li@qq.com']],
    ['a.li@qq.com。', ['a.li@qq.com']],
    ['邮箱：a.li@qq.com', ['a.li@qq.com']],
    ['test@test.com;a.li@qq.com', ['a.li@qq.com']],
    ['Äpfel@bücher.example', ['äpfel@bücher.example']],
  ])('%j are read as %j', (text, expected) => {
    expect(readEmails(text).emails.map(({ value }) => value)).toEqual(expected);
  });

  it.each([
    'simple@example.com',
    'very.common@example.com',
    'x@example.com',
    'long.email-address-with-hyphens@and.subdomains.example.com',
    'user.name+tag+sorting@example.com',
    'name/surname@example.com',
    'mailhost!username@example.org',
    'user%example.com@example.org',
    'user-@example.org',
    '_x@123.com',
    'info@bücher.example',
    '123456789@qq.com',
    'wang@例子.中国',
  ])('%s can exist', (address) => {
    expect(isEmail(address)).toBe(true);
  });

  it.each([
    'abc.example.com',
    'a@b@c@example.com',
    'just"not"right@example.com',
    'this is"not\\allowed@example.com',
    `${'1234567890'.repeat(6)}12345@example.com`,
    'a@example',
    'a@-example.com',
    'a@example-.com',
    'a@example..com',
    'a..b@example.com',
    '.a@example.com',
    'a.@example.com',
    'a@example.123',
    'a@exa_mple.com',
    '@example.com',
    'a@',
    '',
    `a@${'b.'.repeat(130)}com`,
  ])('%s cannot', (address) => {
    expect(isEmail(address)).toBe(false);
  });

  it('are marked and kept where they cannot exist', () => {
    expect(readEmails('wang@@163.com')).toMatchObject({
      emails: [{ value: 'wang@@163.com', certain: false }],
      problem: 'email.looks_wrong',
    });
    expect(readEmails('')).toEqual({ emails: [], rules: [], problem: null, suggestion: null });
    expect(emailsOfCell('a@b.cn;'.repeat(100))).toHaveLength(20);
  });

  it('never throws', () => {
    fc.assert(fc.property(anyText, (text) => void readEmails(text)));
  });
});

describe(emailTypos.code, () => {
  it('does what its examples say', () => {
    for (const { value, finds, suggestion } of emailTypos.examples) {
      expect([value, emailTypos.check(value, column)]).toEqual([value, finds ? { suggestion } : null]);
    }
  });

  it.each([
    ['a@gamil.com', 'a@gmail.com'],
    ['a@gmai.com', 'a@gmail.com'],
    ['a@gmaill.com', 'a@gmail.com'],
    ['a@gnail.com', 'a@gmail.com'],
    ['a@gmial.con', 'a@gmail.com'],
    ['a@outlok.com', 'a@outlook.com'],
    ['a@foxmai.com', 'a@foxmail.com'],
    ['a@yahooo.com', 'a@yahoo.com'],
    ['a@sian.com', 'a@sina.com'],
    ['a@qqq.com', 'a@qq.com'],
    ['a@163.con', 'a@163.com'],
    ['a@qqcom', 'a@qq.com'],
    ['a@yeah.ner', 'a@yeah.net'],
    ['a@vip.qq.con', 'a@vip.qq.com'],
  ])('takes %s for %s', (written, meant) => {
    expect(suggestedEmail(written)).toBe(meant);
  });

  it.each([
    'a@gmail.com',
    'a@q.com',
    'a@136.com',
    'a@me.com',
    'a@hotmail.de',
    'a@love.com',
    'a@sins.com',
    'a@mail.ru',
    'a@perennial.dev',
    'a@company.co',
  ])('has nothing to say about %s', (address) => {
    expect(suggestedEmail(address)).toBeNull();
  });

  it('suggests addresses about which it has nothing more to say', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z]{1,8}\.(?:com|cn|net|con|co)$/), (domain) => {
        const suggestion = suggestedEmail(`a@${domain}`);
        if (suggestion !== null) expect(suggestedEmail(suggestion)).toBeNull();
      }),
    );
  });
});
