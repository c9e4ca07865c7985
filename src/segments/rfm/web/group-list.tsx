import { CopyPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { Link, useGo } from '#platform/ui/link.tsx';
import { useFormat, useMay, useSession } from '#platform/ui/session.tsx';
import { asNewSegment } from '../../segments/web/rule-in-address.ts';
import { type RfmGroup, type RfmKind, rfmGroup } from '../rfm-groups.contract.ts';
import { ruleOfScores, type ScoreFilters } from './rule-of-scores.ts';

interface GroupListProps {
  naming: 'groups' | 'kinds';
  shares: { key: RfmGroup | RfmKind; customers: number; spendMinor: string }[];
  totals: { customers: number; spendMinor: string };
  pointed: RfmGroup | null;
  onPoint: (group: RfmGroup | null) => void;
}

/** How many belong to each group and what they spent, as shares side by side; each opens its customers. */
export function GroupList({ naming, shares, totals, pointed, onPoint }: GroupListProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const may = useMay();
  const go = useGo();
  const spent = Number(totals.spendMinor);
  const most = Math.max(
    ...shares.flatMap(({ customers, spendMinor }) => [
      customers / totals.customers,
      spent > 0 ? Number(spendMinor) / spent : 0,
    ]),
  );
  const width = (share: number) => `${Math.max(0, (share / most) * 100)}%`;
  return (
    <table className="rf-groups">
      <thead>
        <tr>
          <th scope="col">{t(naming === 'groups' ? 'rfm.groupHead' : 'rfm.kindHead')}</th>
          <th scope="col">
            <i className="rf-key" data-of="customers" aria-hidden />
            {t('rfm.customersHead')}
          </th>
          <th scope="col">
            <i className="rf-key" data-of="spend" aria-hidden />
            {t('rfm.spendHead')}
          </th>
          {may('segments.write') ? <td /> : null}
        </tr>
      </thead>
      <tbody>
        {shares.map(({ key, customers, spendMinor }) => {
          const group = rfmGroup.safeParse(key).data ?? null;
          const share = customers / totals.customers;
          const name = t(naming === 'groups' ? `rfm.group.${key}` : `rfm.kind.${key}`);
          const filters = naming === 'groups' ? { group: key } : { kind: key };
          const door = { to: '/segments/rfm/customers', search: filters };
          const copy = asNewSegment(ruleOfScores(filters as ScoreFilters), name);
          const ofSpend = spent > 0 ? Number(spendMinor) / spent : 0;
          return (
            <tr
              key={key}
              data-pointed={(group !== null && pointed === group) || undefined}
              onPointerEnter={() => onPoint(group)}
              onPointerLeave={() => onPoint(null)}
            >
              <th scope="row">
                <Link ink {...door}>
                  {name}
                </Link>
                <span className="rf-pair" aria-hidden>
                  <i data-of="customers" style={{ width: width(share) }} />
                  <i data-of="spend" style={{ width: width(ofSpend) }} />
                </span>
              </th>
              <td className="pn-num">
                <Link ink {...door}>
                  {format.number(customers)}
                </Link>
                <span className="rf-share">{format.percent(share)}</span>
              </td>
              <td className="pn-num">
                {format.moneyRound({ amountMinor: spendMinor, currency })}
                <span className="rf-share">{spent > 0 ? format.percent(ofSpend) : ''}</span>
              </td>
              {may('segments.write') ? (
                <td className="rf-copy">
                  <IconButton
                    icon={CopyPlus}
                    size="small"
                    label={t('command.asSegmentOf', { name })}
                    onClick={() => go(copy.to, copy.search)}
                  />
                </td>
              ) : null}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
