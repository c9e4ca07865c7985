import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { Facts, Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { AuditEntry } from '../audit.contract.ts';
import { actorText, factsOf, subjectText } from './audit-words.ts';

const pagesOf: Record<string, (id: string) => string> = {
  customer: (id) => `/customers/${id}`,
  order: (id) => `/orders/${id}`,
  product: (id) => `/products/${id}`,
  import: (id) => `/imports/${id}`,
  user: () => '/settings/members',
  organisation: () => '/settings/organisation',
  currency: () => '/settings/currencies',
  source: () => '/settings/sources',
  recipe: () => '/imports/recipes',
};

/** Everything that is known of one entry. */
export function EntryPreview({ entry, people }: { entry: AuditEntry; people: ReadonlyMap<string, string> }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const [kind = '', id = ''] = entry.subject.split(':', 2);
  const subject = subjectText(entry.subject, people, t);
  const to = pagesOf[kind]?.(id);
  const { byKey, ...detail } = entry.detail;
  const facts = factsOf(detail, format);
  return (
    <>
      <Facts
        items={[
          { key: 'actor', label: t('audit.who'), value: actorText(entry, t) },
          {
            key: 'byKey',
            label: t('audit.byKey'),
            value:
              typeof byKey === 'string' ? (
                <Link to={`/settings/audit?q=${encodeURIComponent(byKey)}`}>{byKey}…</Link>
              ) : null,
          },
          { key: 'about', label: t('audit.about'), value: to ? <Link to={to}>{subject}</Link> : subject },
          { key: 'when', label: t('audit.exactly'), value: format.dateTime(entry.occurredAt) },
          { key: 'via', label: t('audit.from'), value: entry.via && t(`audit.via.${entry.via}`) },
          { key: 'address', label: t('audit.address'), value: entry.address },
          { key: 'program', label: t('audit.userAgent'), value: entry.userAgent },
          {
            key: 'seal',
            label: t('audit.seal'),
            value: entry.seal ? t('audit.sealNumber', { number: entry.seal }) : t('audit.sealWaiting'),
          },
          { key: 'code', label: t('audit.action'), value: <span className="pn-mono">{entry.action}</span> },
        ].filter(({ value }) => value !== null)}
      />
      <Section title={t('audit.detail')}>
        {facts.length === 0 ? <p className="pn-soft">{t('audit.noDetail')}</p> : null}
        <Facts items={facts.map(({ name, words }) => ({ key: name, label: name, value: words }))} />
      </Section>
    </>
  );
}
