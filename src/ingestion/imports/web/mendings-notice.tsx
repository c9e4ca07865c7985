import { Wrench } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import '../../recipes/web/recipes.css';
import type { ImportDetail } from '../imports.contract.ts';
import { mendingsContract } from '../mendings.contract.ts';

/** Says how many of the rows that were not taken came back mended since, and by which imports. */
export function MendingsNotice({ row }: { row: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { data } = useEndpoint(
    mendingsContract.endpoints.mendings,
    { id: row.id },
    { enabled: row.failed > 0 },
  );
  if (!data || data.items.length === 0) return null;
  const { mended, exact, items } = data;
  const words = {
    count: mended,
    mended: format.number(mended),
    failed: format.number(row.failed),
    open: format.number(row.failed - mended),
  };
  return (
    <div className="im-recipe" role="status">
      <Wrench aria-hidden />
      <p>
        <strong>
          {t(exact ? (mended === row.failed ? 'mendings.all' : 'mendings.some') : 'mendings.most', words)}
        </strong>
        {format.punctuation.between}
        {items.map(({ id, title, mended: rows }, index) => (
          <span key={id}>
            {index > 0 ? format.punctuation.comma : null}
            <Link to={`/imports/${id}`}>{title}</Link>
            {t('mendings.rows', { count: rows, shown: format.number(rows) })}
          </span>
        ))}
        {format.punctuation.stop}
        <span>{t('mendings.note')}</span>
      </p>
    </div>
  );
}
