import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { isProblemCode } from '../../imports/reading/problems.contract.ts';
import { reasonText } from '../../imports/web/import-words.ts';
import { type CleaningRuleRow, cleaningContract } from '../cleaning.contract.ts';

/** A rule of cleaning in the reader's language. */
export interface RuleWords {
  code: string;
  title: string;
  reason: string;
  byDefault: boolean;
  always: boolean;
}

/**
 * What rules are called and why they are there; a code that the catalogue does not know stands for itself,
 * once the catalogue has come.
 */
export function useRules(): {
  ruleOf: (code: string) => RuleWords;
  /** The name of a rule, or the sentence of a problem. */
  titleOf: (code: string) => string;
} {
  const { i18n } = useTranslation('ingestion');
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const { data } = useEndpoint(cleaningContract.endpoints.rules, {});
  const byCode = useMemo(
    () => new Map<string, CleaningRuleRow>(data?.items.map((rule) => [rule.code, rule])),
    [data],
  );
  const ruleOf = (code: string): RuleWords => {
    const rule = byCode.get(code);
    if (!rule) return { code, title: data ? code : '…', reason: '', byDefault: true, always: false };
    const { byDefault, always, title, reason } = rule;
    return { code, byDefault, always, title: title[language], reason: reason[language] };
  };
  return {
    ruleOf,
    titleOf: (code) => (!byCode.has(code) && isProblemCode(code) ? reasonText(code) : ruleOf(code).title),
  };
}
