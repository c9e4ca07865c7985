import { Equal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Button } from '#platform/ui/button.tsx';
import type { Format } from '#platform/ui/format.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { phoneText } from '../../profiles/web/contact-value.tsx';
import { CustomerLink } from '../../profiles/web/customer-link.tsx';
import { placeText } from '../../profiles/web/customer-places.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';
import type { PossibleDuplicate } from '../duplicates.contract.ts';
import { useJudge } from './use-judge.ts';
import { useShare } from './use-share.ts';

type Side = PossibleDuplicate['customer'];

interface Line {
  key: string;
  label: string;
  read: (side: Side, format: Format) => ReactNode;
  /** What is compared; empty where nothing is known. */
  plain: (side: Side) => string;
  /** Equal values tell nothing here. */
  tellsNothing?: boolean;
}

/** Two customers side by side: what they share stands out, what differs can be read across. */
export function PairCard({ pair }: { pair: PossibleDuplicate }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const may = useMay();
  const judge = useJudge();
  const share = useShare();
  const { writes } = useFieldRights();
  const { customer, other, kind, value, state, isShared } = pair;
  const isOpen = state === 'open';
  const lines = useLines().filter((line) => line.plain(customer) || line.plain(other));
  return (
    <article
      className="pd-card"
      aria-label={t('pair.label', { one: customer.displayName, other: other.displayName })}
    >
      <p className="pd-why">
        {t(`pair.share.${kind}`)}
        {value === null ? null : <b className="pn-num">{phoneText(value)}</b>}
        <span className="pn-faint">
          <Time value={pair.createdAt} as="date" />
        </span>
      </p>
      <table className="pd-table">
        <thead>
          <tr>
            <td />
            {[other, customer].map((side) => (
              <th key={side.id} scope="col">
                <span className="pd-name">
                  <Avatar name={side.displayName} kind={side.kind} />
                  <CustomerLink customerId={side.id}>{side.displayName}</CustomerLink>
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => {
            const equal =
              !line.tellsNothing && line.plain(customer) !== '' && line.plain(customer) === line.plain(other);
            return (
              <tr key={line.key} data-equal={equal || undefined}>
                <th scope="row">
                  {line.label}
                  {equal ? <Equal size={12} aria-label={t('pair.equal')} /> : null}
                </th>
                {[other, customer].map((side) => (
                  <td key={side.id}>{line.read(side, format) || <span className="pn-faint">–</span>}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {may('customers.write') ? (
        <div className="pd-acts">
          <Button onClick={() => void judge(pair, isOpen ? 'different' : 'open')}>
            {t(isOpen ? 'pair.different' : 'pair.reopen')}
          </Button>
          {isShared || !isOpen || value === null || !writes(kind) ? null : (
            <Button tone="quiet" onClick={() => void share(kind, value, true)}>
              {t(`contact.share.${kind}`)}
            </Button>
          )}
        </div>
      ) : null}
    </article>
  );
}

function useLines(): Line[] {
  const { t } = useTranslation('customers');
  const several = (values: string[]) =>
    values.length > 0 &&
    values.map((each) => (
      <span key={each} className="pd-point pn-num">
        {phoneText(each)}
      </span>
    ));
  return [
    {
      key: 'phones',
      label: t('contact.phone'),
      read: (side) => several(side.phones),
      plain: (side) => side.phones.toSorted().join(' '),
    },
    {
      key: 'emails',
      label: t('contact.email'),
      read: (side) => several(side.emails),
      plain: (side) => side.emails.toSorted().join(' '),
    },
    {
      key: 'place',
      label: t('field.place'),
      read: (side, format) => placeText(side, format),
      plain: (side) => [side.region, side.city].filter(Boolean).join(' '),
    },
    {
      key: 'address',
      label: t('field.address'),
      read: (side) => side.address,
      plain: (side) => side.address ?? '',
    },
    {
      key: 'birthday',
      label: t('field.birthday'),
      read: (side, format) => side.birthday && format.date(side.birthday),
      plain: (side) => side.birthday ?? '',
    },
    {
      key: 'gender',
      label: t('field.gender'),
      read: (side) => side.gender && t(`gender.${side.gender}`),
      plain: (side) => side.gender ?? '',
      tellsNothing: true,
    },
    {
      key: 'company',
      label: t('field.company'),
      read: (side) => side.company,
      plain: (side) => side.company ?? '',
    },
    {
      key: 'orders',
      label: t('field.orders'),
      read: (side, format) => <span className="pn-num">{format.number(side.orders)}</span>,
      plain: (side) => String(side.orders),
      tellsNothing: true,
    },
    {
      key: 'sources',
      label: t('pair.sources'),
      read: (side, format) => format.list(side.sources.map((name) => sourceTitle(name, t))),
      plain: (side) => side.sources.join(' '),
      tellsNothing: true,
    },
  ];
}
