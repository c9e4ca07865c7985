import { useTranslation } from 'react-i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { useWords } from '../../rules/web/rule-words.ts';
import type { Segment } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import { membersOfPart } from './customers-of-segment.ts';
import './memberships.css';

const { portrait } = membershipsContract.endpoints;
type Side = OutputOf<typeof portrait>['sides'][number];

/** What the members of a segment are like, beside everybody. */
export function Portrait({ segment }: { segment: Segment }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error, refetch } = useEndpoint(portrait, { id: segment.id });
  if (error) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={8} />;
  return (
    <>
      <div className="ms-legend">
        <span>
          <i data-of="members" aria-hidden />
          {t('portrait.members', { shown: format.number(data.members) })}
        </span>
        <span>
          <i data-of="everybody" aria-hidden />
          {t('portrait.everybody', { shown: format.number(data.everybody) })}
        </span>
        <span className="pn-faint">{t('lifecycle.countedAt', { time: format.dateTime(data.asOf) })}</span>
      </div>
      <div className="ms-sides">
        {data.sides.map((side) => (
          <SideTable key={side.side} side={side} segment={segment} today={format.dayKey(data.asOf)} />
        ))}
      </div>
    </>
  );
}

const mostShown = 12;

interface SideTableProps {
  side: Side;
  segment: Segment;
  /** The day that it was answered on. */
  today: string;
}

/** One side of both, part by part; a part opens the members whom it speaks of. */
function SideTable({ side, segment, today }: SideTableProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const textOf = usePartText();
  const { members, everybody } = side;
  const gradeKeys = useWords().words?.grades.map(({ key }) => key) ?? [];
  const doorTo = (key: string | null, count: number) =>
    count > 0 && segment.archivedAt === null
      ? membersOfPart({ side: side.side, key, count }, { segmentId: segment.id, today, gradeKeys })
      : undefined;
  const shares = inOrder(side)
    .map((part) => ({
      key: part.key,
      text: textOf(side.side, part),
      door: doorTo(part.key, part.members),
      of: members === 0 ? 0 : part.members / members,
      usual: everybody === 0 ? 0 : part.everybody / everybody,
    }))
    .slice(0, mostShown);
  const most = Math.max(...shares.flatMap(({ of, usual }) => [of, usual]), 0.01);
  const width = (share: number) => ({ width: `${(share / most) * 100}%` });
  if (shares.every(({ key }) => key === null)) return null;
  return (
    <section className="ms-side">
      <h3>{t(`portrait.side.${side.side}`)}</h3>
      <table>
        <thead className="pn-hidden">
          <tr>
            <th scope="col">{t(`portrait.side.${side.side}`)}</th>
            <th scope="col">{t('portrait.shareHere')}</th>
            <th scope="col">{t('portrait.shareAll')}</th>
          </tr>
        </thead>
        <tbody>
          {shares.map(({ key, text, door, of, usual }) => (
            <tr key={key ?? ''}>
              <th scope="row" className="pn-clip">
                {door ? (
                  <Link ink {...door}>
                    {text}
                  </Link>
                ) : (
                  text
                )}
              </th>
              <td className="ms-bars">
                <span data-of="members" style={width(of)} />
                <span data-of="everybody" style={width(usual)} />
              </td>
              <td className="pn-num">{format.percent(of)}</td>
              <td className="pn-num pn-faint">{format.percent(usual)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const bands: ReadonlySet<Side['side']> = new Set(['spend', 'orders', 'recency']);

/** Bands by their size, the rest by how many members have it; what is not known comes last. */
function inOrder({ side, parts }: Side): Side['parts'] {
  const start = (key: string) => Number(key.split('-')[0]?.replace(/\D/g, ''));
  const known = parts.filter(({ key }) => key !== null);
  const sorted = bands.has(side)
    ? known.toSorted((one, other) => start(one.key!) - start(other.key!))
    : known;
  return [...sorted, ...parts.filter(({ key }) => key === null)];
}

/** What those of whom nothing is known, or who are in nothing, are called. */
const nothing: Partial<Record<Side['side'], string>> = {
  recency: 'portrait.never',
  stage: 'lifecycle.stage.none',
  ...{ grade: 'why.none.grade', rfmGroup: 'why.none.score', rfmKind: 'why.none.score' },
};

/** What a part of a side is called: a value, or a band such as `100000-500000`. */
function usePartText(): (side: Side['side'], part: Side['parts'][number]) => string {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  return (side, { key, name }) => {
    if (key === null) return t(nothing[side] ?? 'portrait.unknown');
    if (side === 'stage') return t(`lifecycle.stage.${key}`);
    if (side === 'grade') return name?.[format.language] ?? key;
    if (side === 'rfmGroup' || side === 'rfmKind')
      return t(`rfm.${side === 'rfmGroup' ? 'group' : 'kind'}.${key}`);
    if (side === 'gender' || side === 'cityTier')
      return t(`rules.choice.${side}.${key}`, { defaultValue: key });
    if (!bands.has(side)) return key;
    const write = (end: string) =>
      side === 'spend' ? format.moneyRound({ amountMinor: end, currency }) : format.number(end);
    const [from = '', to] = key.split('-');
    const unitOf = (end: string) =>
      side === 'spend' ? '' : t(`portrait.unit.${side}`, { count: Number(end) });
    if (to === '') return t('portrait.from', { from: write(from), unit: unitOf(from) });
    // The end is not within; of whole numbers the last one within is told.
    const last = to !== undefined && side !== 'spend' ? String(Number(to) - 1) : to;
    if (last === undefined || last === from) return `${write(from)}${unitOf(from)}`;
    return t('portrait.range', { from: write(from), to: write(last), unit: unitOf(last) });
  };
}
