import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import type { Finding } from '../rules.contract.ts';

/** Says what a rule names in vain, and why it does. */
export function useFindingText(): (finding: Finding) => string {
  const { t } = useTranslation('segments');
  const { language } = useFormat();
  return ({ kind, name, called, problem }) => {
    const words = { what: t(`finding.kind.${kind}`), name: called?.[language] ?? name };
    return t(
      problem === 'archived' && kind === 'customField' ? 'finding.archivedField' : `finding.${problem}`,
      words,
    );
  };
}
