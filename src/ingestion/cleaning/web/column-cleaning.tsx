import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '#platform/ui/session.tsx';
import type { Mapping, PreviewColumn } from '../../imports/reading/reading.contract.ts';
import { mappedAt } from '../../imports/web/mapping-edits.ts';
import './cleaning.css';
import { ProblemList } from './problem-list.tsx';
import { RuleList } from './rule-list.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useRules } from './use-rules.ts';
import { ValueList } from './value-list.tsx';

export interface ColumnCleaningProps {
  /** What the column is called. */
  name: string;
  profile: PreviewColumn;
  /** Data rows that the counts are counts of. */
  looked: number;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** What cleaning does in one column: in a line, and opened with its rules, its values and what could not be read. */
export function ColumnCleaning(props: ColumnCleaningProps) {
  const { t } = useTranslation('ingestion');
  const [open, setOpen] = useState(false);
  const id = useId();
  const { profile, name } = props;
  if (profile.cleaning === null || profile.type === 'empty') return null;
  return (
    <div className="im-cleaning" data-open={open || undefined}>
      <button
        type="button"
        className="im-cleaning-line"
        aria-expanded={open}
        aria-controls={id}
        aria-label={t('cleaning.open', { column: name })}
        aria-describedby={`${id}-words`}
        onClick={() => setOpen(!open)}
      >
        <ChevronRight aria-hidden />
        <span id={`${id}-words`} className="im-cleaning-words">
          <CleaningWords {...props} />
        </span>
      </button>
      <div id={id} hidden={!open}>
        {open ? <CleaningPanel {...props} /> : null}
      </div>
    </div>
  );
}

/** "Full-width to half-width 12 · 3 values not understood", or that nothing has to be done. */
function CleaningWords({ profile, mapping }: ColumnCleaningProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { titleOf } = useRules();
  const { cleaning, problems, suggestions } = profile.cleaning!;
  const sum = (items: { rows: number }[]) => items.reduce((total, { rows }) => total + rows, 0);
  const fixed = mappedAt(mapping, profile.column)?.fixes?.length ?? 0;
  const count = (key: string, value: number) => t(key, { count: value, shown: format.number(value) });
  const shown = cleaning.slice(0, 3);
  const rest = cleaning.length - shown.length;
  return (
    <>
      {shown.map(({ code, rows }) => (
        <span key={code}>
          {titleOf(code)} <b>{count('cleaning.rows', rows)}</b>
        </span>
      ))}
      {rest > 0 ? <span>{t('cleaning.moreRules', { count: rest })}</span> : null}
      {fixed > 0 ? <span>{count('cleaning.fixed', fixed)}</span> : null}
      {problems.length > 0 ? (
        <span data-tone="attention">{count('cleaning.problems', sum(problems))}</span>
      ) : null}
      {suggestions.length > 0 ? (
        <span data-tone="attention">{count('cleaning.suggestions', sum(suggestions))}</span>
      ) : null}
      {cleaning.length + problems.length + suggestions.length + fixed === 0 ? (
        <span className="pn-faint">{t('cleaning.nothing')}</span>
      ) : null}
    </>
  );
}

function CleaningPanel(props: ColumnCleaningProps) {
  const { profile, looked, mapping, onChange } = props;
  const { problems, suggestions } = profile.cleaning!;
  return (
    <div className="im-cleaning-panel">
      <div>
        {suggestions.length > 0 ? <SuggestionList {...props} suggestions={suggestions} /> : null}
        {problems.length > 0 ? (
          <ProblemList
            problems={problems}
            looked={looked}
            column={profile.column}
            mapping={mapping}
            onChange={onChange}
          />
        ) : null}
        <RuleList {...props} />
      </div>
      {showsValues(props) ? <ValueList {...props} /> : null}
    </div>
  );
}

/** Values are worth a list where some come more than once, or one is written otherwise already. */
function showsValues({ profile, mapping }: ColumnCleaningProps): boolean {
  if (profile.sensitive) return false;
  const fixed = mappedAt(mapping, profile.column)?.fixes?.length ?? 0;
  return fixed > 0 || profile.values.some(({ value, rows }) => value !== '' && rows > 1);
}
