import { useTranslation } from 'react-i18next';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import { rulesContract } from '../../rules/rules.contract.ts';
import { useAsked } from '../../rules/web/use-asked.ts';

export interface RuleSentenceProps {
  rule: Rule | undefined;
  /** Sentences that are known already, by the rule as text. */
  known: ReadonlyMap<string, { en: string; zh: string }>;
}

/** A rule in words; asks for those that nobody has put into words yet. */
export function RuleSentence({ rule, known }: RuleSentenceProps) {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  const found = rule && known.get(JSON.stringify(rule));
  const described = useAsked(
    rulesContract.endpoints.describeRule,
    rule && !found ? { rule: rule as never } : undefined,
  );
  if (!rule) return <>{t('grades.noRule')}</>;
  if (described.error) return <>{problemText(described.error)}</>;
  return <>{(found ?? described.data?.sentence)?.[language] ?? '…'}</>;
}
