import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Card, Page as PageBody, PageHeader, Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { type CityTier, cityTier, type TierEntry, tiersContract } from '../tiers.contract.ts';
import { TierDialog } from './tier-dialog.tsx';
import './tiers.css';

const { cityTiers, putCityTier, removeCityTier } = tiersContract.endpoints;

/** Which city stands in which tier, by which list of which day; people may change it. */
export function Page() {
  const { t } = useTranslation('customers');
  const may = useMay();
  const { data, error, refetch } = useEndpoint(cityTiers, {});
  const [edited, setEdited] = useState<TierEntry | CityTier | null>(null);
  const mayWrite = may('customers.write');
  return (
    <PageBody narrow>
      <PageHeader
        title={t('tiers.title')}
        trail={[{ label: t('sources.settings'), to: '/settings' }]}
        actions={
          mayWrite ? (
            <Button tone="main" icon={Plus} onClick={() => setEdited('second')}>
              {t('tiers.add')}
            </Button>
          ) : undefined
        }
      />
      <p className="ti-lead">{t('tiers.lead')}</p>
      {error && !data ? <ErrorState error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={8} /> : null}
      <div className="ti-cards">
        {data
          ? cityTier.options.map((tier) => (
              <Tier
                key={tier}
                tier={tier}
                entries={data.items.filter((entry) => entry.tier === tier)}
                readOnly={!mayWrite}
                onEdit={setEdited}
              />
            ))
          : null}
      </div>
      {edited ? (
        <TierDialog
          key={typeof edited === 'string' ? edited : edited.city}
          edited={edited}
          onClose={() => setEdited(null)}
        />
      ) : null}
    </PageBody>
  );
}

interface TierProps {
  tier: CityTier;
  entries: TierEntry[];
  readOnly: boolean;
  onEdit: (entry: TierEntry | CityTier) => void;
}

function Tier({ tier, entries, readOnly, onEdit }: TierProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const name = t(`tier.${tier}`);
  const sources = [
    ...new Map(
      entries.filter(({ source }) => source).map((entry) => [`${entry.source} ${entry.publishedOn}`, entry]),
    ).values(),
  ];
  return (
    <Card>
      <Section
        title={name}
        count={t('tiers.cities', { count: entries.length, shown: format.number(entries.length) })}
        actions={
          <>
            <Link to="/customers" search={{ cityTier: tier }}>
              {t('tiers.customers')}
            </Link>
            {readOnly ? null : (
              <IconButton
                icon={Plus}
                size="small"
                label={t('tiers.addTo', { tier: name })}
                onClick={() => onEdit(tier)}
              />
            )}
          </>
        }
      >
        {entries.length === 0 ? (
          <p className="ti-none">{t('tiers.none')}</p>
        ) : (
          <ul className="ti-cities">
            {entries.map((entry) => (
              <City key={entry.city} entry={entry} readOnly={readOnly} onEdit={onEdit} />
            ))}
          </ul>
        )}
        {sources.map(({ source, publishedOn }) => (
          <p key={`${source} ${publishedOn}`} className="ti-source">
            {t('tiers.source', { source })}
            {publishedOn ? `${t('tiers.comma')}${format.date(publishedOn)}` : ''}
          </p>
        ))}
      </Section>
    </Card>
  );
}

function City({
  entry,
  readOnly,
  onEdit,
}: {
  entry: TierEntry;
  readOnly: boolean;
  onEdit: (entry: TierEntry) => void;
}) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const { city, tier, source, publishedOn, note } = entry;
  const shown = () => refresh(cityTiers, profilesContract.endpoints.list, profilesContract.endpoints.count);
  const restore = async () => {
    await call(putCityTier, { city, tier, source, publishedOn, note });
    await shown();
  };
  const remove = async () => {
    try {
      await call(removeCityTier, { city });
      await shown();
      toast({
        title: t('tiers.removed', { city }),
        action: { label: t('bin.undo'), run: () => void restore() },
      });
    } catch (error) {
      toast({ tone: 'danger', title: t('tiers.failed'), note: problemText(error) });
    }
  };
  return (
    <li>
      <span className="ti-city">
        {city}
        {note ? <span className="pn-faint">{note}</span> : null}
        {source ? null : <span className="pn-faint">{t('tiers.byHand')}</span>}
      </span>
      {readOnly ? null : (
        <span className="ti-acts">
          <IconButton
            icon={Pencil}
            size="small"
            label={t('tiers.edit', { city })}
            onClick={() => onEdit(entry)}
          />
          <IconButton
            icon={Trash2}
            size="small"
            label={t('tiers.remove', { city })}
            onClick={() => void remove()}
          />
        </span>
      )}
    </li>
  );
}
