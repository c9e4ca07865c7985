import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInstance, type TFunction } from 'i18next';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import type { RuleNames } from './rule-names.ts';
import type { Rule } from './rule-tree.contract.ts';
import type { Say } from './say.contract.ts';
import { sayRule } from './say-rule.contract.ts';

type Language = Say['language'];

const translators = new Map<Language, TFunction>();

/** The words of the server in one language. */
export function sayIn(language: Language, currency: string, names: RuleNames): Say {
  const t = translatorIn(language);
  const locale = language === 'zh' ? 'zh-CN' : 'en-GB';
  const list = (type: 'conjunction' | 'disjunction') => new Intl.ListFormat(locale, { type });
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const money = moneyIn(locale, currency, 'narrowSymbol');
  return {
    language,
    text: (key, values = {}) => t(`rules.${key}`, values),
    anyOf: (parts) => list('disjunction').format(parts),
    allOf: (parts) => list('conjunction').format(parts),
    number: (value) => numbers.format(value),
    money,
    figureOf(key, figure) {
      const field = names.knows('customField', key) ? names.field(key) : undefined;
      if (field?.type !== 'money') return numbers.format(figure);
      // Of two currencies that share a sign one has to say whose it is.
      const isOther = field.currency !== null && field.currency !== currency;
      return isOther ? moneyIn(locale, field.currency!, 'symbol')(figure) : money(figure);
    },
    day: (day) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(day)),
    name: (kind, id) => names.name(kind, id, language),
  };
}

/** A rule in words of both languages. */
export function sentenceOf(rule: Rule, names: RuleNames, currency: string): { en: string; zh: string } {
  return {
    en: sayRule(rule, sayIn('en', currency, names)),
    zh: sayRule(rule, sayIn('zh', currency, names)),
  };
}

function moneyIn(
  locale: string,
  currency: string,
  currencyDisplay: 'narrowSymbol' | 'symbol',
): (minor: number) => string {
  const digits = minorDigits(currency);
  const amounts = new Intl.NumberFormat(locale, {
    ...{ style: 'currency', currency, currencyDisplay },
    ...{ minimumFractionDigits: 0, maximumFractionDigits: digits },
  });
  return (minor) => amounts.format(minor / 10 ** digits);
}

/** A text of the server in one language. */
export function textIn(language: Language, key: string): string {
  return translatorIn(language)(key);
}

function translatorIn(language: Language): TFunction {
  const known = translators.get(language);
  if (known) return known;
  const path = join(import.meta.dirname, '../messages', `${language}.json`);
  const texts = JSON.parse(readFileSync(path, 'utf8')) as object;
  const i18n = createInstance();
  void i18n.init({
    ...{ lng: language, resources: { [language]: { segments: texts } }, defaultNS: 'segments' },
    ...{ interpolation: { escapeValue: false }, initAsync: false },
  });
  translators.set(language, i18n.t);
  return i18n.t;
}
