import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditCheckCharacter, creditCodeCheck, creditCodeForm, isCreditCode } from './credit-code.ts';
import { genderCodes, genderWords, saysGenderCodes } from './gender-words.ts';
import { kindWords } from './kind-words.ts';
import { occupationWords } from './occupation-words.ts';
import { postalCodes, postalProblem } from './postal-codes.ts';
import { readResidentId, residentCheckDigit, residentIdCheck, residentIdForm } from './resident-id.ts';

const column = { field: 'customer.gender', reading: {}, country: undefined } as const;

describe.each(
  [residentIdForm, creditCodeForm, postalCodes, genderWords, genderCodes, kindWords, occupationWords].map(
    (member) => [member.code, member] as const,
  ),
)('%s', (_code, member) => {
  it('does what its examples say, and nothing to what it made itself', () => {
    for (const { before, after, column: knowledge } of member.examples) {
      const known = { ...column, ...knowledge };
      expect([before, member.clean(before, known)]).toEqual([before, after]);
      if (after !== null) expect(member.clean(after, known)).toBe(after);
    }
  });
});

describe.each([residentIdCheck, creditCodeCheck].map((member) => [member.code, member] as const))(
  '%s',
  (_code, member) => {
    it('finds what its examples say', () => {
      for (const { value, finds } of member.examples) {
        expect([value, member.check(value, column) !== null]).toEqual([value, finds]);
      }
    });
  },
);

describe('a resident identity number', () => {
  it.each([
    // Published in GB 11643-1999.
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    // Check digits worked out apart from this code.
    ['310101199003071230', '1990-03-07', 'male'],
    ['65010219851225000X', '1985-12-25', 'female'],
    ['320506200002294513', '2000-02-29', 'male'],
  ])('%s was given to somebody born on %s', (number, birthday, gender) => {
    expect(readResidentId(number)).toEqual({ number, birthday, gender });
  });

  it('of fifteen digits is lengthened', () => {
    expect(readResidentId('110105491231002')).toEqual({
      number: '11010519491231002X',
      birthday: '1949-12-31',
      gender: 'female',
    });
  });

  it.each([
    ['a wrong check digit', '310101199003071231'],
    ['a day that never was', `31010119900230123${residentCheckDigit('31010119900230123')}`],
    ['29 February of a common year', `32050619000229451${residentCheckDigit('32050619000229451')}`],
    ['an unknown province', `99010119900307123${residentCheckDigit('99010119900307123')}`],
    ['a digit too few', '31010119900307123'],
    ['nothing', ''],
  ])('with %s is refused', (_what, text) => {
    expect(readResidentId(text)).toBeNull();
  });

  it('loses its validity by any single slip of a digit and any swap of neighbours', () => {
    const at = fc.integer({ min: 0, max: 16 });
    fc.assert(
      fc.property(
        fc.stringMatching(/^[1-9]\d{16}$/),
        at,
        fc.integer({ min: 1, max: 9 }),
        (first, place, more) => {
          const digit = residentCheckDigit(first);
          const slip = first.slice(0, place) + ((Number(first[place]) + more) % 10) + first.slice(place + 1);
          expect(residentCheckDigit(slip)).not.toBe(digit);
          if (place === 16 || first[place] === first[place + 1]) return;
          const swap = first.slice(0, place) + first[place + 1] + first[place] + first.slice(place + 2);
          expect(residentCheckDigit(swap)).not.toBe(digit);
        },
      ),
    );
  });
});

describe('a unified social credit code', () => {
  it.each([
    // Published in GB 32100-2015.
    '91350100M000100Y43',
    // Of companies, from the public register.
    '9144030071526726XG',
    '914403001922038216',
    '91330100799655058B',
    // Check characters worked out apart from this code.
    '91310000MA1FL2B12T',
    '52100000500018310P',
    '12100000400000624D',
  ])('%s passes', (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each(['91350100M000100Y44', '91350100M00010Y43', '9135010IM000100Y43', '91350100m000100y43', ''])(
    '%s does not',
    (code) => {
      expect(isCreditCode(code)).toBe(false);
    },
  );

  it('loses its validity by any single slip', () => {
    const characters = [...'0123456789ABCDEFGHJKLMNPQRTUWXY'];
    const seventeen = fc.array(fc.constantFrom(...characters), { minLength: 17, maxLength: 17 });
    fc.assert(
      fc.property(
        seventeen,
        fc.integer({ min: 0, max: 16 }),
        fc.constantFrom(...characters),
        (first, at, other) => {
          if (first[at] === other) return;
          const slip = first.with(at, other);
          expect(creditCheckCharacter(slip.join(''))).not.toBe(creditCheckCharacter(first.join('')));
        },
      ),
    );
  });
});

describe('a postal code', () => {
  it.each([
    ['100020', 'CN', '北京市', null],
    ['030000', 'CN', '山西省', null],
    ['137400', 'CN', '内蒙古自治区', null],
    ['518000', 'CN', '', null],
    ['518000', 'CN', '北京市', 'postal_code.other_province'],
    ['980000', 'CN', '', 'postal_code.looks_wrong'],
    ['10002', 'CN', '', 'postal_code.looks_wrong'],
    ['90210', 'US', 'California', null],
    ['SW1A 1AA', undefined, '', null],
  ] as const)('%s in %s, %s: %s', (code, country, region, problem) => {
    expect(postalProblem(code, country, region)).toBe(problem);
  });
});

describe('a column of genders', () => {
  it('holds the numbers of GB/T 2261.1 only where 1 and 2 stand in it and nothing else', () => {
    expect(saysGenderCodes(['1', '2', '', '0'])).toBe(true);
    expect(saysGenderCodes(['1', '0'])).toBe(false);
    expect(saysGenderCodes(['1', '2', '3'])).toBe(false);
    expect(saysGenderCodes(['1', '2', '男'])).toBe(false);
  });
});
