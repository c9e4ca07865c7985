import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { isProblemCode, problemCatalogue } from '../../imports/reading/problems.contract.ts';
import type { ColumnCleaning, Mapping } from '../../imports/reading/reading.contract.ts';
import { reasonText } from '../../imports/web/import-words.ts';
import { fixValues } from '../../imports/web/mapping-edits.ts';

export interface ProblemListProps {
  problems: ColumnCleaning['problems'];
  looked: number;
  column: number;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** What could not be read, by reason, with values that can be written otherwise right here. */
export function ProblemList({ problems, looked, column, mapping, onChange }: ProblemListProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  return (
    <section className="im-cleaning-part">
      <h2>{t('cleaning.problemsTitle')}</h2>
      <ul className="im-rules">
        {problems.map(({ code, rows, examples }) => (
          <li key={code}>
            <div className="im-rule-head">
              <span
                data-tone={
                  isProblemCode(code) && problemCatalogue[code].severity === 'failed' ? 'danger' : undefined
                }
              >
                {reasonText(code)}
              </span>
              <span className="im-rule-rows">
                {t('cleaning.rowsOf', {
                  count: rows,
                  rows: format.number(rows),
                  looked: format.number(looked),
                })}
              </span>
            </div>
            <div className="im-rule-examples">
              {examples
                .filter(Boolean)
                .slice(0, 5)
                .map((value) => (
                  <OddValue
                    key={value}
                    value={value}
                    onWrite={(to) => onChange(fixValues(mapping, column, [value.trim()], to))}
                  />
                ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One value that could not be read; a click turns it into a field for what it should say. */
function OddValue({ value, onWrite }: { value: string; onWrite: (to: string) => void }) {
  const { t } = useTranslation('ingestion');
  const [text, setText] = useState<string>();
  if (text === undefined) {
    return (
      <button
        type="button"
        className="im-odd"
        title={t('cleaning.writeThis', { value })}
        aria-label={t('cleaning.writeThis', { value })}
        onClick={() => setText(value)}
      >
        {value}
      </button>
    );
  }
  return (
    <form
      className="im-odd-form"
      onSubmit={(event) => {
        event.preventDefault();
        onWrite(text.trim());
        setText(undefined);
      }}
    >
      <Input
        autoFocus
        aria-label={t('cleaning.writeAs')}
        value={text}
        maxLength={500}
        onChange={setText}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setText(undefined);
        }}
      />
      <Button size="small" type="submit">
        {t('cleaning.write')}
      </Button>
    </form>
  );
}
