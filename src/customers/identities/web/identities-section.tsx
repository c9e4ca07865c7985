import { useTranslation } from 'react-i18next';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomerDetail } from '../../profiles/profiles.contract.ts';
import { phoneText } from '../../profiles/web/contact-value.tsx';
import { sourceTitle } from '../../sources/web/source-title.ts';

/** The values by which arriving records find this customer again; shared ones are none of them. */
export function IdentitiesSection({ customer }: { customer: CustomerDetail }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const shared = new Set(
    customer.contactPoints.filter(({ isShared }) => isShared).map(({ kind, value }) => `${kind} ${value}`),
  );
  const identities = customer.identities.filter(({ kind, value }) => !shared.has(`${kind} ${value}`));
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
          value: <span className="pn-mono">{kind === 'phone' ? phoneText(value) : value}</span>,
        }))}
      />
    </Section>
  );
}
