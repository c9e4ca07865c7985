import { ArrowRight, Sprout } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { ChooseFile, RefusedFiles } from './choose-file.tsx';
import './home.css';
import { useArrivals } from './use-arrivals.ts';

/** What an empty installation offers: one's own file, or a shop to look around in. */
export function Panel() {
  const { t } = useTranslation('ingestion');
  const arrivals = useArrivals();
  return (
    <div className="im-doors">
      <section className="im-door" aria-label={t('doors.file')}>
        <RefusedFiles arrivals={arrivals} />
        <ChooseFile arrivals={arrivals} />
      </section>
      <section className="im-door" aria-label={t('doors.demo')}>
        <div className="im-door-demo">
          <Sprout aria-hidden />
          <h2>{t('doors.demo')}</h2>
          <p>{t('doors.demoText')}</p>
          <ButtonLink to="/demo" size="large" icon={ArrowRight}>
            {t('doors.demoGo')}
          </ButtonLink>
        </div>
      </section>
    </div>
  );
}
