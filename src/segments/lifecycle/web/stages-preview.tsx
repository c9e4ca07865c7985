import { useTranslation } from 'react-i18next';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { previewPauseMs, useAsked } from '../../rules/web/use-asked.ts';
import { MovesPreview } from '../../standing/web/moves-preview.tsx';
import { lifecycleContract } from '../lifecycle.contract.ts';
import type { GivenStages, StageDraft } from './stage-draft.ts';

interface StagesPreviewProps {
  /** Undefined while a rule is missing. */
  stages: GivenStages | undefined;
  draft: readonly StageDraft[];
}

/** How many would move between which stages, before anything is saved. */
export function StagesPreview({ stages, draft }: StagesPreviewProps) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const { data, error, fresh } = useAsked(
    lifecycleContract.endpoints.previewLifecycle,
    stages && { stages },
    { pauseMs: previewPauseMs },
  );
  if (!stages) return <p className="lc-lacking">{t('lifecycle.lacking')}</p>;
  if (error) return <StagesProblem error={error} draft={draft} />;
  if (!data) return null;
  const name = (stage: string | null) => t(`lifecycle.stage.${stage ?? 'none'}`);
  return (
    <MovesPreview
      flows={data.flows}
      text={t('lifecycle.wouldMove', { count: data.moved, shown: format.number(data.moved) })}
      nameOf={name}
      fresh={fresh}
      asOf={data.asOf}
    />
  );
}

/** What is wrong, and with the rule of which stage. */
export function StagesProblem({ error, draft }: { error: unknown; draft: readonly StageDraft[] }) {
  const { t } = useTranslation('segments');
  const places = Object.entries(fieldProblems(error)).map(([path, text]) => {
    const stage = draft[Number(/^stages\.(\d+)/.exec(path)?.[1])]?.stage;
    return stage ? t('lifecycle.wrong', { stage: t(`lifecycle.stage.${stage}`), text }) : text;
  });
  return (
    <div className="lc-broken" role="alert">
      {(places.length > 0 ? [...new Set(places)] : [problemText(error)]).map((text) => (
        <p key={text}>{text}</p>
      ))}
    </div>
  );
}
