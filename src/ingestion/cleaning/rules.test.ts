import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellReader } from '../imports/reading/cell-readers.ts';
import {
  type FieldKey,
  type FieldReading,
  fieldCatalogue,
  fieldKeys,
} from '../imports/reading/fields.contract.ts';
import type { MappedColumn } from '../imports/reading/reading.contract.ts';
import { columnCleaner } from './column-cleaner.ts';
import type { ColumnKnowledge } from './rule.ts';
import { cleaningChecks, cleaningRules, codesFor, rowRules, ruleRows } from './rules.ts';

const options = { timeZone: 'Asia/Shanghai', country: 'CN' };
const fieldOf = (reading: FieldReading): FieldKey =>
  fieldKeys.find((key) => fieldCatalogue[key].reading === reading)!;
const members = [...cleaningRules, ...cleaningChecks];

function mapped(field: FieldKey, more: Partial<MappedColumn> = {}): MappedColumn {
  return { column: 0, field, reading: {}, ...more, ...(field === 'customer.custom' ? { name: 'x' } : {}) };
}

function knowledge(
  readings: readonly FieldReading[],
  column: Partial<ColumnKnowledge> = {},
): ColumnKnowledge {
  return { field: fieldOf(readings[0]!), reading: {}, country: undefined, ...column };
}

/** Only this rule, and what cannot be switched off, works on the column. */
function alone(code: string, reading: FieldReading): Partial<MappedColumn> {
  const off = codesFor(reading).filter((other) => other !== code);
  return { off, on: [code] };
}

describe('every rule', () => {
  it('has a code of its own', () => {
    const codes = ruleRows().map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^[a-z]+\.[a-z_]+$/);
  });

  for (const rule of cleaningRules) {
    it(`does what its examples say: ${rule.code}`, () => {
      expect(rule.examples.length).toBeGreaterThan(0);
      for (const { before, after, column } of rule.examples) {
        expect(rule.clean(before, knowledge(rule.readings, column))).toBe(after);
      }
    });

    it(`works in the pipeline and can be switched off there: ${rule.code}`, () => {
      for (const { before, after, column = {} } of rule.examples) {
        if (before === after) continue;
        const reading = column.field ? fieldCatalogue[column.field].reading : rule.readings[0]!;
        const field = column.field ?? fieldOf(reading);
        const how = { reading: column.reading ?? {}, ...alone(rule.code, reading) };
        const read = (more: Partial<MappedColumn>) =>
          cellReader(mapped(field, { ...how, ...more }), 'customers', {
            ...options,
            country: column.country ?? 'CN',
          })(before, column.country);
        expect(read({}).rules, before).toContain(rule.code);
        if (rule.always) continue;
        expect(read({ off: codesFor(reading), on: [] }).rules, before).not.toContain(rule.code);
      }
    });
  }

  for (const rule of rowRules) {
    it(`does what its examples say, in rows: ${rule.code}`, () => {
      for (const { before, after, column } of rule.examples) {
        expect(rule.clean(before, knowledge(rule.readings, column))).toBe(after);
      }
    });
  }

  for (const check of cleaningChecks) {
    it(`finds what its examples say: ${check.code}`, () => {
      expect(check.examples.length).toBeGreaterThan(0);
      for (const { value, finds, suggestion, column } of check.examples) {
        const found = check.check(value, knowledge(check.readings, column));
        expect(found !== null, value).toBe(finds);
        if (suggestion !== undefined) expect(found?.suggestion).toBe(suggestion);
      }
    });
  }

  const odd = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.string({ unit: 'grapheme', maxLength: 30 }),
    fc.constantFrom(
      ...members.flatMap(({ examples }) => examples.map((one) => ('before' in one ? one.before : one.value))),
    ),
    fc
      .array(
        fc.constantFrom(
          ' ',
          "'",
          '"',
          '１',
          'Ａ',
          '\u3000',
          '\u200b',
          '&amp;',
          '张',
          'MR ',
          ',',
          '@',
          '.',
          '-',
          '0',
          '138',
          '=',
          '先生',
          '万',
        ),
        {
          maxLength: 8,
        },
      )
      .map((parts) => parts.join('')),
  );

  for (const reading of new Set(Object.values(fieldCatalogue).map((field) => field.reading))) {
    it(`never throws and finds nothing to do in what was cleaned: ${reading}`, () => {
      const cleaner = columnCleaner(mapped(fieldOf(reading)));
      const read = cellReader(mapped(fieldOf(reading)), 'customers', options);
      fc.assert(
        fc.property(odd, (text) => {
          read(text, undefined);
          const once = cleaner.clean(text, 'CN').text;
          if (once === '') return;
          expect(cleaner.clean(once, 'CN')).toEqual({ text: once, rules: [] });
        }),
        { numRuns: 400 },
      );
    });
  }
});

describe('a column', () => {
  const read = (more: Partial<MappedColumn>, field: FieldKey = 'customer.city') =>
    cellReader(mapped(field, more), 'customers', options);

  it('writes a value as a person said, in all rows that carry it, and cleans what they said', () => {
    const city = read({
      fixes: [
        { from: 'SH', to: ' 上海市 ' },
        { from: 'x', to: '' },
      ],
    });
    expect(city(' SH ', undefined)).toMatchObject({ value: '上海市', rules: ['value.fixed'] });
    expect(city('上海市', undefined)).toMatchObject({ value: '上海市', rules: [] });
    expect(city('x', undefined)).toMatchObject({ value: null, rules: ['value.fixed'] });
  });

  it('never gives a NUL, whatever is switched off', () => {
    const off = codesFor('place');
    expect(read({ off })('张\0', undefined).value).toBe('张');
  });
});
