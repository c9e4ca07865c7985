import type { FieldReading } from '../imports/reading/fields.contract.ts';
import type { CleaningRuleRow } from './cleaning.contract.ts';
import { creditCodeCheck, creditCodeForm } from './credit-code.ts';
import { emailPlaceholders, severalEmails, smallLetterEmails } from './email-rules.ts';
import { emailTypos } from './email-typos.ts';
import { kindFromName } from './firm-names.ts';
import { fullWidthCodes, fullWidthWords } from './full-width.ts';
import { genderCodes, genderWords } from './gender-words.ts';
import { htmlEntities } from './html-entities.ts';
import { invisibleCharacters } from './invisible-characters.ts';
import { kindWords } from './kind-words.ts';
import { lunarDays } from './lunar-dates.ts';
import { nameCase, nameOrder } from './name-case.ts';
import { nameParts } from './name-parts.ts';
import { nameTitles } from './name-titles.ts';
import { numberScale } from './number-scale.ts';
import { occupationWords } from './occupation-words.ts';
import { internationalPhones, phonePlaceholders, severalPhones } from './phone-rules.ts';
import { birthdayPlaceholders, companyPlaceholders, namePlaceholders, placeholders } from './placeholders.ts';
import { filledPlaces, officialPlaces } from './places.ts';
import { postalCodes } from './postal-codes.ts';
import { residentIdCheck, residentIdForm } from './resident-id.ts';
import type { CleaningCheck, CleaningRule } from './rule.ts';
import { spreadsheetMarks } from './spreadsheet-marks.ts';
import { blanksInChineseNames, whiteSpace, whiteSpaceAround } from './white-space.ts';
import { chineseDates, dateForm, republicDates, serialDays, shortYears } from './written-dates.ts';

/** Rules that make one text of another, in the order in which they work: what one makes, the next is given. */
const textRules: readonly CleaningRule[] = [
  htmlEntities,
  invisibleCharacters,
  fullWidthWords,
  fullWidthCodes,
  whiteSpace,
  whiteSpaceAround,
  spreadsheetMarks,
  numberScale,
  nameTitles,
  blanksInChineseNames,
  nameOrder,
  nameCase,
  placeholders,
  namePlaceholders,
  companyPlaceholders,
  birthdayPlaceholders,
  serialDays,
  chineseDates,
  republicDates,
  shortYears,
  lunarDays,
  genderWords,
  genderCodes,
  kindWords,
  occupationWords,
  postalCodes,
  creditCodeForm,
  residentIdForm,
];

/** Rules that work within the reader of a kind of field, because they make more than one text of a cell. */
const readerRules: readonly CleaningRule[] = [
  severalPhones,
  phonePlaceholders,
  internationalPhones,
  severalEmails,
  emailPlaceholders,
  smallLetterEmails,
  dateForm,
];

/** Rules that read several cells of a row together: see `rowCleaner`. */
export const rowRules: readonly CleaningRule[] = [officialPlaces, filledPlaces, nameParts, kindFromName];

/** Checks look at what the rules have left. */
const checks: readonly CleaningCheck[] = [emailTypos, creditCodeCheck, residentIdCheck];

/** Noted where a person said how a value is to be written. */
export const fixCode = 'value.fixed';

const fix: Omit<CleaningRuleRow, 'readings'> = {
  code: fixCode,
  title: { en: 'Written as you said', zh: '按您的指定替换' },
  reason: {
    en: 'Somebody said for this import how the value is to be written in all rows that carry it.',
    zh: '有人为本次导入指定了该值的统一写法，所有含该值的行都按此替换。',
  },
  byDefault: true,
  always: true,
  does: 'change',
  examples: [{ before: 'SH', after: '上海市' }],
};

/** Every rule, those within readers too. */
export const cleaningRules: readonly CleaningRule[] = [...textRules, ...readerRules];
export const cleaningChecks: readonly CleaningCheck[] = checks;

/** Rules for the texts of a kind of field, in the order in which they work. */
export function textRulesOf(reading: FieldReading): CleaningRule[] {
  return textRules.filter(({ readings }) => readings.includes(reading));
}

export function checksOf(reading: FieldReading): CleaningCheck[] {
  return checks.filter(({ readings }) => readings.includes(reading));
}

/** Whether a column's switches leave a rule on. */
export function isOn(
  { code, byDefault, ...rest }: CleaningRule | CleaningCheck,
  { off, on }: { off?: readonly string[] | undefined; on?: readonly string[] | undefined },
): boolean {
  if ('always' in rest && rest.always) return true;
  return byDefault ? !off?.includes(code) : on?.includes(code) === true;
}

const quiet = new Set(cleaningRules.filter(({ always }) => always).map(({ code }) => code));

/** Whether a rule only writes a value in the one form that its field has; such changes are counted, not noted. */
export function isForm(code: string): boolean {
  return quiet.has(code);
}

/** Codes of all that may act on a kind of field, in the order in which they do. */
export function codesFor(reading: FieldReading): string[] {
  return [...cleaningRules, ...rowRules, ...checks]
    .filter(({ readings }) => readings.includes(reading))
    .map(({ code }) => code);
}

/** Rules and checks as people see them. */
export function ruleRows(): CleaningRuleRow[] {
  return [
    { ...fix, readings: [] },
    ...[...cleaningRules, ...rowRules].map((rule) => ({
      ...rowOf(rule),
      does: 'change' as const,
      examples: rule.examples.map(({ before, after }) => ({ before, after })),
    })),
    ...checks.map((check) => ({
      ...rowOf(check),
      does: 'check' as const,
      examples: check.examples
        .filter(({ finds }) => finds)
        .map(({ value, suggestion }) => ({ before: value, after: suggestion ?? null })),
    })),
  ];
}

function rowOf({ code, title, reason, readings, byDefault, ...rest }: CleaningRule | CleaningCheck) {
  const always = 'always' in rest && rest.always === true;
  return { code, title, reason, readings: [...readings], byDefault, always };
}
