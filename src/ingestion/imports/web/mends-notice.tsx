import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import '../../recipes/web/recipes.css';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { titleOf } from './import-words.ts';

/** Says that the file brings back failed rows of another import, so that each takes its own place. */
export function MendsNotice({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { mends } = draft;
  const first = useEndpoint(importsContract.endpoints.get, { id: mends ?? '0' }, { enabled: mends !== null });
  if (mends === null) return null;
  return (
    <div className="im-recipe" role="status">
      <Wrench aria-hidden />
      <p>
        <strong>{t('mends.title')}</strong>
        {format.punctuation.between}
        {first.data ? <Link to={`/imports/${mends}`}>{titleOf(first.data, t, format)}</Link> : null}
        {format.punctuation.stop}
        <span>{t('mends.note')}</span>
      </p>
    </div>
  );
}
