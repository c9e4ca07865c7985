import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import './moves-preview.css';

interface MovesPreviewProps {
  flows: readonly { from: string | null; to: string | null; customers: number }[];
  /** How many would move, in words. */
  text: string;
  nameOf: (key: string | null) => string;
  fresh: boolean;
  /** Until when changes are counted. */
  asOf: string;
}

/** How many would move, and from where to where, before anything is saved. */
export function MovesPreview({ flows, text, nameOf, fresh, asOf }: MovesPreviewProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  return (
    <section className="mv-preview" aria-live="polite" aria-busy={!fresh}>
      <p>{text}</p>
      <ul>
        {flows
          .filter(({ from, to }) => from !== to)
          .map(({ from, to, customers }) => (
            <li key={`${from} ${to}`}>
              {nameOf(from)} → {nameOf(to)} <span className="pn-num">{format.number(customers)}</span>
            </li>
          ))}
      </ul>
      <p className="pn-faint">{t('lifecycle.countedAt', { time: format.dateTime(asOf) })}</p>
    </section>
  );
}
