import { CloudOff, Compass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button, ButtonLink } from '#platform/ui/button.tsx';
import { Page } from '#platform/ui/page-header.tsx';
import { usePlace } from '#platform/ui/place.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';

/** The shape of a page whose code is on its way. */
export function PagePending() {
  const { t } = useTranslation('shell');
  return (
    <Page>
      <div aria-busy>
        <span className="pn-hidden" role="status">
          {t('page.loading')}
        </span>
        <Skeleton width={180} height={22} />
        <div className="pn-pending-lines">
          <SkeletonLines lines={8} />
        </div>
      </div>
    </Page>
  );
}

export function PageMissing() {
  const { t } = useTranslation('shell');
  usePlace(t('missing.title'));
  return (
    <EmptyState
      page
      icon={Compass}
      title={t('missing.title')}
      text={t('missing.text')}
      action={<ButtonLink to="/">{t('missing.home')}</ButtonLink>}
    />
  );
}

/** A page that threw. One whose code is gone from the server was replaced by a newer release: load anew. */
export function PageError({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation('shell');
  const outdated = error instanceof Error && /import|module script|preload/i.test(error.message);
  if (!outdated) return <ErrorState error={error} onRetry={reset} meaning={t('page.broken')} />;
  return (
    <EmptyState
      page
      icon={CloudOff}
      title={t('outdated.title')}
      text={t('outdated.text')}
      action={<Button onClick={() => location.reload()}>{t('outdated.reload')}</Button>}
    />
  );
}
