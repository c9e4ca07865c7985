import type { OutputOf } from '#platform/http/contract.ts';
import type { FactWriting } from '#segments/rules/fact-text.contract.ts';
import type { rulesContract } from '#segments/rules/rules.contract.ts';
import type { Texts } from './texts.ts';
import type { Written } from './written.ts';

type Words = OutputOf<(typeof rulesContract)['endpoints']['words']>;
export type OwnField = Words['customFields'][number];

/** Writes facts as the pages do; `own` are the fields and grades of the organisation's own. */
export function factWriting(
  texts: Texts,
  written: Written,
  own: Pick<Words, 'customFields' | 'grades'>,
): FactWriting {
  return {
    text: (key, values) => texts.find([`segments:${key}`], values),
    number: texts.number,
    money: written.money,
    day: (day) => day,
    time: written.time,
    nameOf(type, code) {
      try {
        return new Intl.DisplayNames(texts.language, { type }).of(code) ?? code;
      } catch {
        return code;
      }
    },
    own(key, value) {
      const field = own.customFields.find((each) => each.key === key);
      return field ? ownText(value, field, { texts, written }) : value;
    },
    grade: (key) => own.grades.find((grade) => grade.key === key)?.name[texts.language] ?? key,
  };
}

type Places = { texts: Texts; written: Written };

function ownText(value: string, field: OwnField, { texts, written }: Places): string {
  if (field.type === 'money') {
    const currency = field.currency ?? written.currency;
    const amount = written.money(value, currency);
    return currency === written.currency ? amount : `${amount} ${currency}`;
  }
  if (field.type === 'number') return texts.number(value);
  if (field.type === 'flag') return texts.find([`segments:builder.flag.${value}`]) ?? value;
  return field.choices.find(({ key }) => key === value)?.label[texts.language] ?? value;
}
