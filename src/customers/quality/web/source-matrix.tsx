import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { sourceTitle } from '../../sources/web/source-title.ts';
import { measuredField } from '../measured-fields.contract.ts';
import { type FieldQuality, qualityContract } from '../quality.contract.ts';
import { fieldLabel } from './field-label.ts';

const shownSources = 8;

/** What every source brings, field by field: the fuller a cell, the darker; doubtful values have a corner. */
export function SourceMatrix() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { data, error, refetch } = useEndpoint(qualityContract.endpoints.bySource, {});
  const sources = data?.items.slice(0, shownSources) ?? [];
  const fields = measuredField.options.filter((name) =>
    sources.some(({ fields: all }) => all.some(({ field, filled }) => field === name && filled > 0)),
  );
  if (data && sources.length === 0) return null;
  return (
    <Section title={t('quality.bySource')} note={t('quality.bySourceNote')}>
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <SkeletonLines lines={10} /> : null}
      {data ? (
        <div className="dq-matrix-frame pn-scroll" role="group" aria-label={t('quality.bySource')}>
          <table className="dq-matrix">
            <thead>
              <tr>
                <td />
                {sources.map(({ sourceId, sourceName, total }) => (
                  <th key={sourceId} scope="col">
                    <Link ink to="/customers/quality" search={{ source: sourceId }}>
                      {sourceTitle(sourceName, t)}
                    </Link>
                    <span className="pn-faint pn-num">
                      {t('quality.records', { count: total, shown: format.number(total) })}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {fields.map((field) => (
                <tr key={field}>
                  <th scope="row">{fieldLabel(field, t)}</th>
                  {sources.map(({ sourceId, sourceName, fields: all }) => (
                    <Cell
                      key={sourceId}
                      sourceId={sourceId}
                      sourceName={sourceTitle(sourceName, t)}
                      quality={all.find((each) => each.field === field)!}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : null}
    </Section>
  );
}

interface CellProps {
  sourceId: string;
  sourceName: string;
  quality: FieldQuality;
}

function Cell({ sourceId, sourceName, quality }: CellProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { field, expected, filled, invalid } = quality;
  if (expected === 0 || filled === 0) return <td className="dq-cell pn-faint">–</td>;
  const full = filled / expected;
  const percent = format.percent(full);
  const words = { source: sourceName, label: fieldLabel(field, t) };
  return (
    <td className="dq-cell" data-step={Math.max(1, Math.round(full * 5))}>
      <span className="dq-doors">
        <Link
          bare
          to="/customers"
          search={{ source: sourceId, filled: field }}
          aria-label={t('quality.cell', { ...words, percent })}
        >
          <span className="pn-num">{percent}</span>
        </Link>
        {invalid > 0 ? (
          <Link
            bare
            className="dq-doubt pn-num"
            to="/customers"
            search={{ source: sourceId, invalid: field }}
            aria-label={t('quality.cellInvalid', {
              ...words,
              count: invalid,
              shown: format.number(invalid),
            })}
          >
            {t('quality.doubt', { shown: format.compact(invalid) })}
          </Link>
        ) : null}
      </span>
    </td>
  );
}
