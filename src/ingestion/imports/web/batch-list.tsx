import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { Skeleton, SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { type ImportRow, importsContract } from '../imports.contract.ts';
import { ImportState } from './import-state.tsx';
import { draftTitle, rowCountText } from './import-words.ts';

const { get, list, preview } = importsContract.endpoints;

/** Files that came together, each with what it was recognised as; they are set up one after the other. */
export function BatchList({ batch }: { batch: string }) {
  const { t } = useTranslation('ingestion');
  const { data, error, refetch } = useEndpoint(list, { batch, limit: 100 });
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={4} />;
  return (
    <Section title={t('batch.title')} count={String(data.items.length)} note={t('batch.note')}>
      <ul className="im-batch">
        {data.items.toReversed().map((row) => (
          <BatchRow key={row.id} row={row} />
        ))}
      </ul>
    </Section>
  );
}

function BatchRow({ row }: { row: ImportRow }) {
  const { t } = useTranslation('ingestion');
  const draft = row.state === 'draft';
  return (
    <li>
      <div>
        <strong>{draftTitle(row)}</strong>
        {draft ? <DraftFacts id={row.id} /> : <ImportState row={row} />}
      </div>
      <ButtonLink to={`/imports/${row.id}`} icon={ArrowRight} size="small">
        {t(draft ? 'batch.setUp' : 'batch.look')}
      </ButtonLink>
    </li>
  );
}

/** What a draft was recognised as: kind, rows, recipe. */
function DraftFacts({ id }: { id: string }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const draft = useEndpoint(get, { id });
  const read = useEndpoint(preview, { id });
  if (read.error) return <span className="im-batch-refused">{problemText(read.error)}</span>;
  if (!draft.data?.mapping || !read.data) return <Skeleton width={220} height={14} />;
  return (
    <span className="im-batch-facts">
      <Badge tone="info">{t(`kind.${draft.data.mapping.as}`)}</Badge>
      {rowCountText(read.data.rows, t, format)}
      {draft.data.recipe ? <Badge tone="good">{draft.data.recipe.name}</Badge> : null}
    </span>
  );
}
