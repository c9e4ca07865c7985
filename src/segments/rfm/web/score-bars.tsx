import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import type { ScoreBar } from '../rfm.contract.ts';
import { scores } from '../rfm-groups.contract.ts';

interface ScoreBarsProps {
  measure: 'recency' | 'frequency' | 'spend';
  bars: ScoreBar[];
  total: number;
}

/** How many have which score of one measure, and between which values those lie: the cut points. */
export function ScoreBars({ measure, bars, total }: ScoreBarsProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const most = Math.max(...bars.map(({ customers }) => customers));
  const value = (text: string) =>
    measure === 'spend' ? format.moneyRound({ amountMinor: text, currency }) : format.number(Number(text));
  const range = ({ from, to }: ScoreBar) => {
    const shown = from === to ? value(from) : `${value(from)}${format.punctuation.to}${value(to)}`;
    return measure === 'spend' ? shown : t(`rfm.${measure}Range`, { range: shown, count: Number(to) });
  };
  return (
    <Section title={t(`rfm.${measure}`)} note={t(`rfm.${measure}Note`)}>
      <table className="rf-scores">
        <tbody>
          {scores.toReversed().map((score) => {
            const bar = bars.find((each) => each.score === score);
            return (
              <tr key={score}>
                <th scope="row" aria-label={t(`rfm.${measure}Score`, { score })}>
                  {score}
                </th>
                <td className="rf-scores-bar">
                  <span className="rf-bar" aria-hidden>
                    <i style={{ width: bar ? `${(bar.customers / most) * 100}%` : '0%' }} />
                  </span>
                  <span className="rf-range">{bar ? range(bar) : t('rfm.noneWithScore')}</span>
                </td>
                <td className="pn-num">
                  {bar ? (
                    <Link ink to="/segments/rfm/customers" search={{ [measure]: String(score) }}>
                      {format.number(bar.customers)}
                    </Link>
                  ) : (
                    <span className="pn-faint">–</span>
                  )}
                </td>
                <td className="rf-share pn-num">{bar ? format.percent(bar.customers / total) : ''}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}
