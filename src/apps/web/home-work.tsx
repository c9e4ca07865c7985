import { useTranslation } from 'react-i18next';
import { Status } from '#platform/ui/badge.tsx';
import { Link } from '#platform/ui/link.tsx';
import type { WorkItem } from '#platform/ui/page.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { ProgressBar } from '#platform/ui/progress.tsx';
import { Time } from '#platform/ui/time.tsx';
import './home.css';
import { isActive, shareOf, tones, useWork } from './use-work.tsx';

const weekMs = 7 * 86_400_000;
const mostShown = 5;

/** What runs now, and what failed within a week; nothing where all is well. */
export function HomeWork() {
  const { t } = useTranslation('shell');
  const { items = [] } = useWork(weekMs);
  const failed = items
    .filter((item) => item.state === 'failed')
    .toSorted((one, other) => (other.endedAt ?? '').localeCompare(one.endedAt ?? ''));
  const shown = [...items.filter(isActive), ...failed].slice(0, mostShown);
  if (shown.length === 0) return null;
  return (
    <Section title={t('home.work')} actions={<Link to="/work">{t('work.all')}</Link>}>
      <ul className="sh-home-work">
        {shown.map((item) => (
          <Line key={item.key} item={item} />
        ))}
      </ul>
    </Section>
  );
}

function Line({ item }: { item: WorkItem }) {
  const { t } = useTranslation('shell');
  return (
    <li>
      <Link ink to={item.to} className="pn-clip">
        {item.label}
      </Link>
      {isActive(item) ? (
        <ProgressBar label={item.label} value={item.total === null ? null : shareOf(item)} />
      ) : (
        <>
          <span className="pn-soft pn-clip">{item.note}</span>
          <Status tone={tones[item.state]}>{t(`work.state.${item.state}`)}</Status>
          <Time value={item.endedAt} />
        </>
      )}
    </li>
  );
}
