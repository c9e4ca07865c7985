import { FlaskConical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import type { FileKind } from '../reading/fields.contract.ts';
import type { Rehearsal } from '../rehearsal.contract.ts';
import { goldenName } from './golden-names.ts';
import '../../cleaning/web/cleaning.css';
import './rehearsal.css';
import './result.css';
import { barShares, outcomes } from './sums.ts';
import type { Rehearsing } from './use-rehearsal.ts';

/** Beside the choices: what the import would do right now, in numbers, and that nothing has happened. */
export function RehearsalSide({ rehearsing, as }: { rehearsing: Rehearsing; as: FileKind }) {
  const { t } = useTranslation('ingestion');
  const { rehearsal, busy, error, again } = rehearsing;
  return (
    <section
      className="im-rehearsal"
      aria-label={t('rehearsal.title')}
      aria-busy={busy && rehearsal !== undefined}
    >
      <h2>
        <FlaskConical aria-hidden />
        {t('rehearsal.title')}
      </h2>
      {error && !busy ? (
        <div role="alert">
          <p className="im-rehearsal-note">{problemText(error)}</p>
          <Button size="small" onClick={again}>
            {t('rehearsal.again')}
          </Button>
        </div>
      ) : rehearsal?.rows === 0 ? (
        <p className="im-rehearsal-of">{t('rehearsal.noRows')}</p>
      ) : rehearsal ? (
        <Sums rehearsal={rehearsal} as={as} />
      ) : (
        <SkeletonLines lines={7} />
      )}
      <p className="im-rehearsal-note">
        {t(!busy ? 'rehearsal.nothingYet' : rehearsal ? 'rehearsal.renewing' : 'rehearsal.trying')}
      </p>
    </section>
  );
}

function Sums({ rehearsal, as }: { rehearsal: Rehearsal; as: FileKind }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const sums = { ...rehearsal.outcomes, rowsIn: rehearsal.rows };
  const fields = rehearsal.fields.filter(({ customers }) => customers > 0).slice(0, 6);
  const line = (key: string, value: number) => (
    <li key={key} data-none={value === 0 || undefined}>
      <strong>{format.number(value)}</strong>
      <span>{t(`rehearsal.${key}`)}</span>
    </li>
  );
  return (
    <>
      <p className="im-rehearsal-of">
        {t(rehearsal.whole ? 'rehearsal.whole' : 'rehearsal.head', {
          count: rehearsal.rows,
          rows: format.number(rehearsal.rows),
        })}
      </p>
      <div className="im-bar" aria-hidden>
        {barShares(sums).map(({ outcome, share }) => (
          <span key={outcome} data-outcome={outcome} style={{ width: `${share * 100}%` }} />
        ))}
      </div>
      <ul className="im-rehearsal-rows">
        {outcomes.map((outcome) => (
          <li key={outcome} data-none={rehearsal.outcomes[outcome] === 0 || undefined}>
            <i data-outcome={outcome} aria-hidden />
            <span>{t(`sums.${outcome}`)}</span>
            <strong>
              {t('cleaning.rows', {
                count: rehearsal.outcomes[outcome],
                shown: format.number(rehearsal.outcomes[outcome]),
              })}
            </strong>
          </li>
        ))}
      </ul>
      {as === 'orders' ? null : (
        <ul className="im-rehearsal-figures">
          {line('customersCreated', rehearsal.customersCreated)}
          {line('customersUpdated', rehearsal.customersUpdated)}
          {line('possibleDuplicates', rehearsal.possibleDuplicates)}
        </ul>
      )}
      {fields.length > 0 ? (
        <>
          <h3>{t('rehearsal.fields')}</h3>
          <ul className="im-rehearsal-rows">
            {fields.map(({ field, customers }) => (
              <li key={field}>
                <span>{goldenName(field)}</span>
                <strong>
                  {t('rehearsal.customers', { count: customers, shown: format.number(customers) })}
                </strong>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
