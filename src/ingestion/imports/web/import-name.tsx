import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Link } from '#platform/ui/link.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { importsContract } from '../imports.contract.ts';
import { titleOf } from './import-words.ts';

/** An import by the name of its file, wherever a page tells of one; leads to it. */
export function Panel({ importId }: { importId: string }) {
  const { t } = useTranslation('ingestion');
  const { data, error } = useEndpoint(importsContract.endpoints.get, { id: importId });
  const format = useFormat();
  const name = data?.id === importId ? titleOf(data, t, format) : error ? `#${importId}` : '…';
  return <Link to={`/imports/${importId}`}>{name}</Link>;
}
