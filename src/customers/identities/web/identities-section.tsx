import { useTranslation } from 'react-i18next';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';

/** The values by which arriving records find this customer again. */
export function IdentitiesSection({ identities }: { identities: CustomerDetail['identities'] }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  if (identities.length === 0) return null;
  return (
    <Section
      title={t('identities.title')}
      count={format.number(identities.length)}
      note={t('identities.note')}
    >
      <Facts
        items={identities.map(({ kind, sourceName, value }) => ({
          key: `${kind} ${sourceName} ${value}`,
          label: sourceName ? sourceTitle(sourceName, t) : t(`identities.${kind}`),
          value: <span className="pn-mono">{value}</span>,
        }))}
      />
    </Section>
  );
}
