import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import './rfm-map.css';
import type { RfmOverview } from '../rfm.contract.ts';
import { type RfmGroup, type Score, scores } from '../rfm-groups.contract.ts';

type Cell = RfmOverview['cells'][number];

interface RfmMapProps {
  cells: Cell[];
  pointed: RfmGroup | null;
  onPoint: (group: RfmGroup | null) => void;
}

/** Recency upwards, frequency to the right; the darker the more customers. Groups are areas with a border; every cell is a door. */
export function RfmMap({ cells, pointed, onPoint }: RfmMapProps) {
  const { t } = useTranslation('segments');
  const at = (recency: number, frequency: number) =>
    cells.find((cell) => cell.recency === recency && cell.frequency === frequency);
  const most = Math.max(...cells.map(({ customers }) => customers));
  return (
    <div className="rf-map-frame">
      <span className="rf-axis" data-axis="recency" aria-hidden>
        {t('rfm.recencyAxis')}
      </span>
      <table className="rf-map">
        <caption className="pn-hidden">{t('rfm.map')}</caption>
        <colgroup>
          <col className="rf-map-head" />
        </colgroup>
        <tbody>
          {scores.toReversed().map((recency) => (
            <tr key={recency}>
              <th scope="row" aria-label={t('rfm.recencyScore', { score: recency })}>
                {recency}
              </th>
              {scores.map((frequency) => {
                const cell = at(recency, frequency)!;
                return (
                  <td
                    key={frequency}
                    data-step={stepOf(cell.customers, most)}
                    data-pointed={pointed === cell.group || undefined}
                    data-dimmed={(pointed !== null && pointed !== cell.group) || undefined}
                    data-top={at(recency + 1, frequency)?.group !== cell.group || undefined}
                    data-left={at(recency, frequency - 1)?.group !== cell.group || undefined}
                    onPointerEnter={() => onPoint(cell.group)}
                    onPointerLeave={() => onPoint(null)}
                  >
                    <CellDoor cell={cell} named={isFirst(cell, at)} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td />
            {scores.map((frequency) => (
              <th key={frequency} scope="col" aria-label={t('rfm.frequencyScore', { score: frequency })}>
                {frequency}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      <span className="rf-axis" data-axis="frequency" aria-hidden>
        {t('rfm.frequencyAxis')}
      </span>
    </div>
  );
}

/** The cell of a group's area that its name stands in: the upper left one. */
function isFirst(cell: Cell, at: (recency: number, frequency: number) => Cell | undefined): boolean {
  const { recency, frequency, group } = cell;
  return at(recency + 1, frequency)?.group !== group && at(recency, frequency - 1)?.group !== group;
}

function stepOf(customers: number, most: number): number {
  return customers === 0 ? 0 : Math.ceil((customers / most) * 5);
}

function CellDoor({ cell, named }: { cell: Cell; named: boolean }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const { recency, frequency, group, customers, spendMinor } = cell;
  const spend = format.moneyRound({ amountMinor: spendMinor, currency });
  return (
    <Link
      bare
      className="rf-cell"
      to="/segments/rfm/customers"
      search={{ recency: String(recency), frequency: String(frequency) }}
      aria-label={t('rfm.cell', {
        group: t(`rfm.group.${group}`),
        recency: recency satisfies Score,
        frequency,
        count: customers,
        shown: format.number(customers),
        spend,
      })}
    >
      <span className="rf-cell-name">{named ? t(`rfm.group.${group}`) : ''}</span>
      <span className="rf-cell-count">{format.number(customers)}</span>
      <span className="rf-cell-note">{customers === 0 ? '' : spend}</span>
    </Link>
  );
}
