import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { ImportedRow } from '../../origins/web/origin-record.tsx';
import type { ValueChange } from '../history.contract.ts';
import { useChangeWords } from './change-words.ts';
import './history.css';

/** What stood there and what stands there since. */
export function FromTo({ change }: { change: ValueChange }) {
  const { t } = useTranslation('customers');
  const { text } = useChangeWords();
  const { before, after } = change;
  if (before === null && after === null) return <span className="pn-faint">{t('history.kept')}</span>;
  return (
    <span className="hi-values">
      <span className={before === null ? 'pn-faint' : 'hi-before'}>{text(change, before)}</span>
      <ArrowRight size={13} className="pn-faint" aria-label={t('history.became')} />
      <span className={after === null ? 'pn-faint' : 'hi-after'}>{text(change, after)}</span>
    </span>
  );
}

/** By which way it changed: the work, or the import with its file and row. */
export function Way({ change }: { change: ValueChange }) {
  const { t } = useTranslation('customers');
  const { way, workId, importId, from } = change;
  const row = way === 'import' && from?.importId === importId ? (from?.rowNo ?? null) : null;
  return (
    <span className="hi-way pn-soft">
      {workId ? (
        <Link to={`/customers/works/${workId}`}>{t('history.way.work')}</Link>
      ) : (
        t(`history.way.${way}`)
      )}
      <ImportedRow importId={importId} rowNo={row} />
    </span>
  );
}
