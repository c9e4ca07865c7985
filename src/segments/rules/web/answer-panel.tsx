import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CustomerLink } from '#customers/public.web.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Link, type LinkTarget } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Skeleton } from '#platform/ui/skeleton.tsx';
import { shareText } from '../../segments/web/segment-words.tsx';
import { mostMeant, type rulesContract } from '../rules.contract.ts';
import './answer-panel.css';
import type { Asked } from './use-asked.ts';

type Count = OutputOf<typeof rulesContract.endpoints.countRule>;

interface AnswerProps {
  answer: Asked<Count>;
  /** Nothing can be asked yet. */
  empty: boolean;
  unfinished: number;
  /** The list of whom it counts, where an address holds the question. */
  list: LinkTarget | undefined;
  /** Nothing leads to other pages. */
  staysHere: boolean;
}

/** Whom the rule means right now: how many, which share, what they spend, who some of them are. */
export function AnswerPanel({ answer, empty, unfinished, list, staysHere }: AnswerProps) {
  const { t } = useTranslation('segments');
  if (empty) return <p className="rb-answer-empty">{t('answer.empty')}</p>;
  const { asking, error, fresh } = answer;
  const data = error ? undefined : answer.data;
  return (
    <div className="rb-answer" data-stale={!fresh || undefined} aria-busy={asking}>
      {data || asking ? <AnswerFigures data={data} list={fresh && !staysHere ? list : undefined} /> : null}
      {error ? (
        <div className="rb-answer-error" role="alert">
          <p>{problemText(error)}</p>
          <Button size="small" onClick={answer.again}>
            {t('answer.again')}
          </Button>
        </div>
      ) : null}
      {unfinished > 0 ? <p className="rb-note">{t('answer.unfinished', { count: unfinished })}</p> : null}
      {data && data.items.length > 0 ? (
        <>
          <h3 className="rb-answer-title">{t('answer.some')}</h3>
          <ul className="rb-names">
            {data.items.map(({ id, displayName }) => (
              <li key={id}>
                {staysHere ? displayName : <CustomerLink customerId={id}>{displayName}</CustomerLink>}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <AnswerState answer={answer} />
    </div>
  );
}

function AnswerFigures({ data, list }: { data: Count | undefined } & Pick<AnswerProps, 'list'>) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const share = data?.share ?? 0;
  return (
    <>
      <p className="rb-count" aria-live="polite">
        {data ? (
          <>
            <b>
              {list && data.customers > 0 && data.customers <= mostMeant ? (
                <Link ink {...list}>
                  {format.number(data.customers)}
                </Link>
              ) : (
                format.number(data.customers)
              )}
            </b>
            <span>{t('answer.customers', { count: data.customers })}</span>
          </>
        ) : (
          <Skeleton width={120} height={28} />
        )}
      </p>
      <div className="rb-share" aria-hidden>
        {share > 0 ? <span style={{ width: `${Math.min(share, 1) * 100}%` }} /> : null}
      </div>
      <p className="rb-share-text">
        {data
          ? t('answer.share', { share: shareText(data.share, format), reached: format.number(data.reached) })
          : t('answer.counting')}
      </p>
      {data?.spendMinor != null ? (
        <dl className="rb-spend">
          <dt>{t('answer.spend')}</dt>
          <dd>{format.moneyRound({ amountMinor: data.spendMinor, currency })}</dd>
          <dt>{t('answer.each')}</dt>
          <dd>
            {data.customers === 0
              ? '–'
              : format.moneyRound({
                  amountMinor: BigInt(data.spendMinor) / BigInt(data.customers),
                  currency,
                })}
          </dd>
        </dl>
      ) : null}
    </>
  );
}

/** Where the answer stands far below: how many, at the lower edge of the screen. */
export function Glance({ answer: { data, error, fresh } }: { answer: Asked<Count> }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  if (!data || error) return null;
  const { customers, share } = data;
  return (
    <div className="rb-glance" aria-hidden data-stale={!fresh || undefined}>
      {t('answer.glance', {
        count: customers,
        shown: format.number(customers),
        share: shareText(share, format),
      })}
    </div>
  );
}

const longMs = 1_000;

/** How long it took and how fresh it is, who answered where one points at it; while it lasts, a way to stop it. */
function AnswerState({ answer }: { answer: Asked<Count> }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, asking, error, fresh } = answer;
  const isLong = useLasting(asking, longMs);
  if (asking)
    return (
      <div className="rb-state" data-asking>
        <span>{t('answer.counting')}</span>
        {isLong ? (
          <Button size="small" tone="quiet" onClick={answer.cancel}>
            {t('answer.cancel')}
          </Button>
        ) : null}
      </div>
    );
  if (error) return null;
  if (!data || !fresh)
    return (
      <div className="rb-state">
        <span>{t(data ? 'answer.stoppedBefore' : 'answer.stopped')}</span>
        <Button size="small" tone="quiet" onClick={answer.again}>
          {t('answer.again')}
        </Button>
      </div>
    );
  const took = data.tookMs < 1_000 ? t('answer.ms', { count: data.tookMs }) : format.duration(data.tookMs);
  return (
    <div className="rb-state" title={t(`answer.engine.${data.engine}`)}>
      {t('answer.state', { time: format.time(data.asOf), took })}
    </div>
  );
}

function useLasting(lasts: boolean, ms: number): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (!lasts) return undefined;
    const timer = setTimeout(() => setLong(true), ms);
    return () => clearTimeout(timer);
  }, [lasts, ms]);
  return isLong;
}
