import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmails, smallLetterEmails } from './email-rules.ts';
import { fullWidthCodes, fullWidthWords } from './full-width.ts';
import { htmlEntities } from './html-entities.ts';
import { invisibleCharacters } from './invisible-characters.ts';
import { nameCase, nameOrder } from './name-case.ts';
import { genderOfTitle, nameTitles } from './name-titles.ts';
import { numberScale } from './number-scale.ts';
import { readPhones } from './phone-rules.ts';
import { birthdayPlaceholders, companyPlaceholders, namePlaceholders, placeholders } from './placeholders.ts';
import type { CleaningRule } from './rule.ts';
import { spreadsheetMarks } from './spreadsheet-marks.ts';
import { isCompoundSurname, splitChineseName } from './surnames.ts';
import * as traits from './text-traits.ts';
import { blanksInChineseNames, whiteSpace, whiteSpaceAround } from './white-space.ts';

const members: CleaningRule[] = [
  invisibleCharacters,
  spreadsheetMarks,
  whiteSpace,
  whiteSpaceAround,
  htmlEntities,
  fullWidthWords,
  fullWidthCodes,
  blanksInChineseNames,
  nameTitles,
  nameOrder,
  nameCase,
  placeholders,
  namePlaceholders,
  companyPlaceholders,
  birthdayPlaceholders,
  smallLetterEmails,
  numberScale,
];
const column = { field: 'customer.name', reading: {}, country: 'CN' } as const;
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xd7ff }), { maxLength: 30 })
  .map((codes) => String.fromCharCode(...codes));
const dirt = fc.string({
  unit: fc.constantFrom(
    ...'  \t\n\u00a0\u3000\u200b\u200d\ufeff\u202e\ufe0f\'"`=+-@&;#x39ampltquo<>,.()（）ＡｂＺ１９０－．＠，。张伟先生女士无未知test0123万亿千元¥ÉéßMcO’ŠIV',
    '😀',
    '&amp;',
    'MC',
    'VAN ',
  ),
  maxLength: 24,
});

describe.each(members.map((member) => [member.code, member] as const))('%s', (_code, member) => {
  it('finds nothing to do in what it made itself', () => {
    fc.assert(
      fc.property(fc.oneof(dirt, anyText), (text) => {
        if (text === '') return;
        const once = member.clean(text, column);
        if (once) expect(member.clean(once, column)).toBe(once);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves texts alone that have none of its traits', () => {
    fc.assert(
      fc.property(dirt, (text) => {
        if (text === '' || member.when === undefined) return;
        if ((traits.traitsOf(text) & member.when) === 0) expect(member.clean(text, column)).toBe(text);
      }),
      { numRuns: 100 },
    );
  });

  it('does what its examples say', () => {
    for (const { before, after, column: knowledge } of member.examples) {
      expect([before, member.clean(before, { ...column, ...knowledge })]).toEqual([before, after]);
    }
  });
});

describe('traits of a text', () => {
  it('tell its kinds of characters', () => {
    expect(traits.traitsOf('a')).toBe(traits.LOWER);
    expect(traits.traitsOf('A1')).toBe(traits.UPPER | traits.DIGIT);
    expect(traits.traitsOf('张 伟')).toBe(traits.HAN | traits.BLANK);
    expect(traits.traitsOf(' é')).toBe(traits.BLANK | traits.STRAY_BLANK | traits.OTHER);
    expect(traits.traitsOf("'&.")).toBe(traits.APOSTROPHE | traits.AMPERSAND | traits.MARK);
    expect(traits.traitsOf('Ａ\u200b')).toBe(traits.WIDE | traits.HIDDEN);
  });
});

describe('invisible characters', () => {
  it('stay where they belong: in emoji and in Arabic and Indic words', () => {
    for (const text of ['👩‍👧', '❤️', 'می‌خواهم', 'क्‍ष', '葛󠄀'])
      expect(invisibleCharacters.clean(text, column)).toBe(text);
  });
});

describe('forms of address', () => {
  it('tell the gender where they have one', () => {
    expect(['王先生', '董梓女士', 'Mr. Smith', 'Mrs Smith', 'Dr. Smith', 'Smith'].map(genderOfTitle)).toEqual(
      ['male', 'female', 'male', 'female', null, null],
    );
  });

  it('are not looked for in what is far too long for a name, so that one cell never holds up its file', () => {
    const titles = '先生'.repeat(1 << 18);
    expect(nameTitles.clean(titles, column)).toBe(titles);
    expect(genderOfTitle(`x${' '.repeat(1 << 20)}x`)).toBe(null);
  });
});

describe('Chinese names', () => {
  it('are split where the surname is beyond doubt', () => {
    expect(splitChineseName('张伟')).toEqual({ family: '张', given: '伟' });
    expect(splitChineseName('欧阳娜娜')).toEqual({ family: '欧阳', given: '娜娜' });
    expect(splitChineseName('司马光')).toEqual({ family: '司马', given: '光' });
    expect(splitChineseName('诸葛孔明')).toEqual({ family: '诸葛', given: '孔明' });
  });

  it.each(['欧阳', '张', '王李小明', '古丽·阿不都', '东方红', '阿不都热合曼', 'Zhang', '㐂伟'])(
    'stay whole where it is not: %s',
    (name) => {
      if (name === '东方红') expect(splitChineseName(name)).toEqual({ family: '东方', given: '红' });
      else expect(splitChineseName(name)).toBeNull();
    },
  );

  it('knows compound surnames', () => {
    expect(isCompoundSurname('欧阳')).toBe(true);
    expect(isCompoundSurname('张伟')).toBe(false);
  });
});

describe('a cell with a megabyte of blanks', () => {
  it.each([[[]], [['contact.white_space']]])(
    'is read as quickly as any other, with %j switched off',
    (off) => {
      const cell = `13812345678${' '.repeat(1 << 20)}/ anna@berg.de`;
      const isOn = (code: string) => !(off as string[]).includes(code);
      const text = isOn(whiteSpaceAround.code) ? whiteSpaceAround.clean(cell, column)! : cell;
      expect(readPhones(text, 'CN', isOn).phones[0]!.value).toBe('+8613812345678');
      expect(readEmails(text, isOn).emails.at(-1)!.value).toBe('anna@berg.de');
    },
  );
});
