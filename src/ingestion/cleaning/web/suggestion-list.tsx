import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { ColumnCleaning, Mapping, PreviewColumn } from '../../imports/reading/reading.contract.ts';
import { fixValues } from '../../imports/web/mapping-edits.ts';
import { BeforeAfter } from './before-after.tsx';

export interface SuggestionListProps {
  profile: PreviewColumn;
  suggestions: ColumnCleaning['suggestions'];
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Likely slips. Nothing is changed unless somebody takes the suggestion. */
export function SuggestionList({ profile, suggestions, mapping, onChange }: SuggestionListProps) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const take = (taken: ColumnCleaning['suggestions']) =>
    onChange(
      taken.reduce(
        (before, { value, suggestion }) => fixValues(before, profile.column, [value], suggestion),
        mapping,
      ),
    );
  return (
    <section className="im-cleaning-part">
      <h2>{t('cleaning.suggestionsTitle')}</h2>
      <p className="im-cleaning-note">{t('cleaning.suggestionsNote')}</p>
      <ul className="im-slips">
        {suggestions.map((slip) => (
          <li key={slip.value}>
            <BeforeAfter before={slip.value} after={slip.suggestion} />
            <span className="im-rule-rows">
              {t('cleaning.rows', { count: slip.rows, shown: format.number(slip.rows) })}
            </span>
            <Button
              size="small"
              aria-label={t('cleaning.takeThis', { value: slip.suggestion })}
              onClick={() => take([slip])}
            >
              {t('cleaning.take')}
            </Button>
          </li>
        ))}
      </ul>
      {suggestions.length > 2 ? (
        <Button size="small" tone="quiet" onClick={() => take(suggestions)}>
          {t('cleaning.takeAll', { count: suggestions.length })}
        </Button>
      ) : null}
    </section>
  );
}
