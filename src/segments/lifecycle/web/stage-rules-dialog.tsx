import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOf } from '#platform/http/contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Textarea } from '#platform/ui/field.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { previewPauseMs, useAsked } from '../../rules/web/use-asked.ts';
import { type LifecycleSettings, lifecycleContract } from '../lifecycle.contract.ts';

const { lifecycle, flow, stagedCustomers, previewLifecycle, editLifecycle } = lifecycleContract.endpoints;

/** The rules of the stages as text, with how many would move before anything is saved. */
export function StageRulesDialog({
  settings,
  onClose,
}: {
  settings: LifecycleSettings;
  onClose: () => void;
}) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  // What others save meanwhile must not be saved over: the version is that of what was opened.
  const [opened] = useState(settings);
  const [text, setText] = useState(() => JSON.stringify(opened.stages, null, 2));
  const { stages, problem } = stagesIn(text);
  const preview = useAsked(previewLifecycle, stages && { stages }, { pauseMs: previewPauseMs });
  const { send, sending, error } = useSend(editLifecycle, { refreshes: [lifecycle, flow, stagedCustomers] });
  const save = async (wanted: GivenStages | null) => {
    const saved = await send({ stages: wanted }, { version: opened.version }).catch(() => undefined);
    if (saved) onClose();
  };
  const refused = preview.error ? wordsOf(preview.error) : undefined;
  const wrong = stages ? refused : (problem ?? t('lifecycle.notStages'));
  const moves = preview.data?.flows.filter(({ from, to }) => from !== to) ?? [];
  const name = (stage: string | null) => t(`lifecycle.stage.${stage ?? 'none'}`);
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={t('lifecycle.editRules')}
      lead={t('lifecycle.editLead')}
      onSubmit={() => void (stages && save(stages))}
      footer={
        <>
          {opened.isGiven ? null : (
            <Button tone="quiet" busy={sending} onClick={() => void save(null)}>
              {t('lifecycle.restore')}
            </Button>
          )}
          <Button onClick={onClose}>{t('rfm.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!stages || preview.error !== undefined}>
            {t('rfm.save')}
          </Button>
        </>
      }
    >
      <Field
        label={t('lifecycle.rulesAsText')}
        hint={t('lifecycle.rulesHint')}
        error={wrong ?? (error ? problemText(error) : undefined)}
      >
        <Textarea rows={16} className="lc-text" value={text} onChange={setText} spellCheck={false} />
      </Field>
      {preview.data && wrong === undefined ? (
        <section className="lc-preview" aria-live="polite" data-stale={!preview.fresh || undefined}>
          <p>
            {t('lifecycle.wouldMove', {
              count: preview.data.moved,
              shown: format.number(preview.data.moved),
            })}
          </p>
          <ul>
            {moves.map(({ from, to, customers }) => (
              <li key={`${from} ${to}`}>
                {name(from)} → {name(to)} <span className="pn-num">{format.number(customers)}</span>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
    </Dialog>
  );
}

type GivenStages = NonNullable<CallOf<typeof editLifecycle>['stages']>;

/** The stages that the text tells, or the place where it is wrong; neither where it is no JSON. */
function stagesIn(text: string): { stages?: GivenStages; problem?: string } {
  try {
    const stages = JSON.parse(text) as GivenStages;
    const { error } = previewLifecycle.input.safeParse({ stages });
    const [issue] = error?.issues ?? [];
    return issue ? { problem: `${issue.path.slice(1).join('.')}: ${issue.message}` } : { stages };
  } catch {
    return {};
  }
}

function wordsOf(error: unknown): string {
  const places = Object.entries(fieldProblems(error)).map(([path, text]) => `${path}: ${text}`);
  return places.length > 0 ? places.join('\n') : problemText(error);
}
