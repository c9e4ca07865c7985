import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpointPages } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { lifecycleContract, type StageChange } from '../lifecycle.contract.ts';

/** The stage that a customer is in, since when, and every change with its cause. */
export function CustomerStage({ customerId }: { customerId: string }) {
  const { t } = useTranslation('segments');
  const pages = useEndpointPages(lifecycleContract.endpoints.stageChanges, { id: customerId });
  const name = (stage: StageChange['to']) => t(`lifecycle.stage.${stage ?? 'none'}`);
  const latest: StageChange | undefined = pages.rows?.[0];
  return (
    <Section title={t('lifecycle.stageHead')}>
      {pages.error && !pages.rows ? (
        <ErrorState inset error={pages.error} onRetry={pages.retry} />
      ) : !pages.rows ? (
        <SkeletonLines lines={3} />
      ) : (
        <p className="cs-now">
          {latest?.to ? (
            <>
              <b>
                <Link ink to="/segments/lifecycle/customers" search={{ stage: latest.to }}>
                  {name(latest.to)}
                </Link>
              </b>
              <span className="pn-soft">
                {t('lifecycle.since')} <Time value={latest.changedAt} />
              </span>
            </>
          ) : (
            <b>{name(null)}</b>
          )}
        </p>
      )}
      <ol className="cs-changes">
        {pages.rows?.map(({ id, from, to, cause, changedAt }: StageChange) => (
          <li key={id}>
            <span>
              {name(from)} → {name(to)}
            </span>
            <span className="pn-soft">{t(`lifecycle.cause.${cause}`)}</span>
            <Time value={changedAt} />
          </li>
        ))}
      </ol>
      {pages.hasMore ? (
        <Button tone="quiet" busy={pages.loadingMore} onClick={pages.loadMore}>
          {t('lifecycle.earlier')}
        </Button>
      ) : null}
    </Section>
  );
}
