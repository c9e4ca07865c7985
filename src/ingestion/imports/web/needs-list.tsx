import { Check, Circle, CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ImportDetail } from '../imports.contract.ts';
import type { ColumnProfile } from '../reading/reading.contract.ts';
import { columnName } from './column-name.ts';
import { answerTo, type Need, needs } from './needs.ts';

export interface NeedsListProps {
  draft: ImportDetail;
  columns: ColumnProfile[] | undefined;
  /** Somebody tried to go on: what is missing is now said loudly. */
  pressed: boolean;
}

/** What a file of this kind should tell, and which column tells it. */
export function NeedsList({ draft, columns, pressed }: NeedsListProps) {
  const { t } = useTranslation('ingestion');
  const of = (required: boolean) => needs[draft.mapping!.as].filter((need) => need.required === required);
  const row = (need: Need) => {
    const column = answerTo(need, draft.mapping!);
    return (
      <NeedRow
        key={need.key}
        need={need}
        loud={pressed}
        answer={column === null ? null : columnName(columns?.[column], column, t)}
      />
    );
  };
  return (
    <div className="im-needs">
      <h2>{t('needs.required')}</h2>
      <ul>{of(true).map(row)}</ul>
      <h2>{t('needs.useful')}</h2>
      <ul>{of(false).map(row)}</ul>
    </div>
  );
}

function NeedRow({ need, answer, loud }: { need: Need; answer: string | null; loud: boolean }) {
  const { t } = useTranslation('ingestion');
  const missing = answer === null && need.required;
  const Sign = answer !== null ? Check : missing ? CircleAlert : Circle;
  return (
    <li data-state={answer !== null ? 'there' : missing ? 'missing' : 'open'} data-loud={loud || undefined}>
      <Sign aria-hidden />
      <div>
        <strong>{t(`needs.${need.key}.name`)}</strong>
        <span>{answer ?? t(`needs.${need.key}.without`)}</span>
      </div>
    </li>
  );
}
