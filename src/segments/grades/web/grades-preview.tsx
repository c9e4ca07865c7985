import { useTranslation } from 'react-i18next';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { previewPauseMs, useAsked } from '../../rules/web/use-asked.ts';
import { MovesPreview } from '../../standing/web/moves-preview.tsx';
import { type Grade, gradesContract } from '../grades.contract.ts';
import type { GradeScheme } from '../scheme.contract.ts';
import type { GradeDraft } from './scheme-draft.ts';

interface GradesPreviewProps {
  /** Undefined while something is missing. */
  scheme: GradeScheme | undefined;
  grades: readonly GradeDraft[];
  before: readonly Grade[];
}

/** How many would change grade, and how, before anything is saved. */
export function GradesPreview({ scheme, grades, before }: GradesPreviewProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error, fresh } = useAsked(
    gradesContract.endpoints.previewGrades,
    scheme && { scheme: scheme as never },
    { pauseMs: previewPauseMs },
  );
  if (!scheme) return <p className="gr-lacking">{t('grades.lacking')}</p>;
  if (error)
    return (
      <p className="gr-broken" role="alert">
        {problemText(error)}
      </p>
    );
  if (!data) return null;
  const other = format.language === 'zh' ? 'en' : 'zh';
  const name = (key: string | null) => {
    if (key === null) return t('grades.none');
    const draft = grades.find((grade) => grade.key === key);
    if (draft) return draft[format.language] || draft[other];
    return before.find((grade) => grade.key === key)?.name[format.language] ?? key;
  };
  return (
    <MovesPreview
      flows={data.flows}
      text={t('grades.wouldMove', { count: data.moved, shown: format.number(data.moved) })}
      nameOf={name}
      fresh={fresh}
      asOf={data.asOf}
    />
  );
}
