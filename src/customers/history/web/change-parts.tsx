import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { Link } from '#platform/ui/link.tsx';
import { Time } from '#platform/ui/time.tsx';
import type { CustomValue } from '../../custom-fields/custom-value.contract.ts';
import { ImportedRow } from '../../origins/web/origin-record.tsx';
import type { ValueChange } from '../history.contract.ts';
import './history.css';

/** A change of whatever keeps a history; only customers are changed in bulk and by rows of files. */
type Change = Omit<ValueChange, 'workId' | 'from'> & Partial<Pick<ValueChange, 'workId' | 'from'>>;

interface FromToProps {
  change: Pick<Change, 'before' | 'after'> & { field?: string };
  /** How a value reads. */
  text: (value: CustomValue) => ReactNode;
}

/** Of these a customer has several: one comes or goes, and the others stay. */
const severalOf: ReadonlySet<string> = new Set(['tags', 'phone', 'email', 'wechat', 'website']);

/** What stood there and what stands there since. */
export function FromTo({ change: { field = '', before, after }, text }: FromToProps) {
  const { t } = useTranslation('customers');
  if (before === null && after === null) return <span className="pn-faint">{t('history.kept')}</span>;
  const nothing = t(field === 'ownerId' ? 'history.nobody' : 'history.empty');
  const words = (value: CustomValue | null) => (value === null || value === '' ? nothing : text(value));
  if (severalOf.has(field) && (before === null || after === null))
    return (
      <span className="hi-values">
        <span className="pn-faint">{t(before === null ? 'history.added' : 'history.removed')}</span>
        <span className={before === null ? 'hi-after' : 'hi-before'}>{words(before ?? after)}</span>
      </span>
    );
  return (
    <span className="hi-values">
      <span className={before === null ? 'pn-faint' : 'hi-before'}>{words(before)}</span>
      <ArrowRight size={13} className="pn-faint" aria-label={t('history.became')} />
      <span className={after === null ? 'pn-faint' : 'hi-after'}>{words(after)}</span>
    </span>
  );
}

/** By which way it changed: the work, or the import with its file and row. */
export function Way({ change }: { change: Pick<Change, 'way' | 'workId' | 'importId' | 'from'> }) {
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

/** A change in a list of them: from what to what, below a heading if any; by whom, by what way and when. */
export function ChangeEntry({
  change,
  text,
  heading,
}: FromToProps & { change: Change; heading?: ReactNode }) {
  const person = usePerson()(change);
  return (
    <li>
      {heading === undefined ? null : <p className="pn-soft">{heading}</p>}
      <p>
        <FromTo change={change} text={text} />
      </p>
      <p className="hi-who">
        {person === '' ? null : <span>{person}</span>}
        <Way change={change} />
        <span className="pn-faint">
          <Time value={change.at} />
        </span>
      </p>
    </li>
  );
}

/** The user who changed something; empty for what no person did. */
export function usePerson(): (change: Pick<Change, 'by'>) => string {
  const colleague = useColleagueName();
  return ({ by }) => (by.startsWith('user:') ? colleague(by.slice(5)) : '');
}
