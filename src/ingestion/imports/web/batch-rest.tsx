import { ArrowRight, Files } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import '../../recipes/web/recipes.css';
import { type ImportDetail, importsContract } from '../imports.contract.ts';

/** Leads from one of several files that came together to those that are still to be set up. */
export function BatchRest({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { batch } = row;
  const { data } = useEndpoint(
    importsContract.endpoints.list,
    { batch: batch ?? '', limit: 100 },
    { enabled: batch !== null },
  );
  const drafts = data?.items.filter(({ state }) => state === 'draft') ?? [];
  const next = drafts.at(-1);
  if (batch === null || !next) return null;
  return (
    <div className="im-recipe">
      <Files aria-hidden />
      <p>
        <strong>{t('batch.open', { count: drafts.length })}</strong>
        {format.punctuation.between}
        <Link to="/imports/new" search={{ batch }}>
          {t('batch.title')}
        </Link>
      </p>
      <ButtonLink to={`/imports/${next.id}`} icon={ArrowRight} size="small">
        {t('batch.goOn')}
      </ButtonLink>
    </div>
  );
}
