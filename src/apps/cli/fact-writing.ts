import type { FactWriting, OwnField } from '#segments/rules/fact-text.contract.ts';
import type { Texts } from './texts.ts';
import type { Written } from './written.ts';

/** Writes facts as the pages do; `own` are the fields of the organisation's own. */
export function factWriting(texts: Texts, written: Written, own: readonly OwnField[]): FactWriting {
  return {
    language: texts.language,
    text: (key, values) => texts.find([`segments:${key}`], values),
    number: texts.number,
    money(minor, currency = written.currency) {
      const amount = written.money(minor, currency);
      return currency === written.currency ? amount : `${amount} ${currency}`;
    },
    day: (day) => day,
    time: written.time,
    nameOf(type, code) {
      try {
        return new Intl.DisplayNames(texts.language, { type }).of(code) ?? code;
      } catch {
        return code;
      }
    },
    own: (key) => own.find((field) => field.key === key),
  };
}
