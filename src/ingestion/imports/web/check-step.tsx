import { Play } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { useGo } from '#platform/ui/link.tsx';
import { usePhone } from '#platform/ui/media.ts';
import { problemText } from '#platform/ui/problem.ts';
import { WizardPage } from '#platform/ui/wizard-page.tsx';
import { RecipeNotice } from '../../recipes/web/recipe-notice.tsx';
import { SaveRecipe } from '../../recipes/web/save-recipe.tsx';
import { type ImportDetail, importsContract } from '../imports.contract.ts';
import { CheckBody } from './check-body.tsx';
import { DiscardDraft } from './discard-draft.tsx';
import { draftTitle } from './import-words.ts';
import { MendsNotice } from './mends-notice.tsx';
import { isComplete } from './needs.ts';
import { RehearsalSide } from './rehearsal-side.tsx';
import { useDraft } from './use-draft.ts';
import { useRehearsal } from './use-rehearsal.ts';
import { useSteps } from './wizard-steps.ts';

const { get, list, start } = importsContract.endpoints;

/** What happens to the rows, tried out beside every choice, and the button that starts. */
export function CheckStep({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const go = useGo();
  const { patch, refreshWork } = useKeptAnswers();
  const mapping = draft.mapping!;
  const complete = isComplete(mapping);
  const keeping = useDraft(draft.id);
  const rehearsing = useRehearsal(draft, keeping.settled, complete);
  const [alike, setAlike] = useState(true);
  const others = draft.alike;
  const starting = useSend(start, {
    refreshes: [list, get],
    onDone: (started) => {
      patch(get, { id: draft.id }, () => started);
      void refreshWork();
      go(`/imports/${draft.id}`, {}, { replace: true });
    },
  });
  const begin = async () => {
    await keeping.settled();
    await starting
      .send({ id: draft.id, alike: others > 0 && alike ? true : undefined })
      .catch(() => undefined);
  };
  const toColumns = () => go(`/imports/${draft.id}`);
  const error = starting.error ?? keeping.error;
  const note = usePhone() ? undefined : t('wizard.startNote');
  return (
    <WizardPage
      title={draftTitle(draft)}
      trail={[{ label: t('nav.imports'), to: '/imports' }]}
      steps={useSteps()}
      current="check"
      onStep={(step) => {
        if (step === 'columns') toColumns();
        if (step === 'file') go('/imports/new', draft.batch ? { batch: draft.batch } : {});
      }}
      side={complete ? <RehearsalSide rehearsing={rehearsing} as={mapping.as} /> : undefined}
      back={
        <>
          <Button onClick={toColumns}>{t('wizard.back')}</Button>
          <DiscardDraft draft={draft} />
        </>
      }
      remark={error ? problemText(error) : complete ? note : t('needs.remark')}
      next={
        <>
          <SaveRecipe draft={draft} settled={keeping.settled} />
          <Button
            tone="main"
            icon={Play}
            busy={starting.sending}
            disabled={!complete}
            onClick={() => void begin()}
          >
            {t('wizard.start')}
          </Button>
        </>
      }
    >
      <RecipeNotice draft={draft} />
      <MendsNotice draft={draft} />
      {others > 0 ? (
        <div className="im-alike">
          <Checkbox checked={alike} onChange={setAlike} note={t('batch.alikeNote')}>
            {t('batch.alike', { count: others })}
          </Checkbox>
        </div>
      ) : null}
      <CheckBody draft={draft} keep={keeping.keep} rehearsal={rehearsing.rehearsal} stale={rehearsing.busy} />
    </WizardPage>
  );
}
