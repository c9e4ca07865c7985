import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../../imports/imports.contract.ts';
import { recipesContract } from '../recipes.contract.ts';

const { recipes, saveRecipe, changeRecipe } = recipesContract.endpoints;

export interface SaveRecipeProps {
  draft: ImportDetail;
  /** Resolves when every change of the draft is stored. */
  settled: () => Promise<void>;
}

/** Keeps how this file is read under a name; the next file with these columns is set up by itself. */
export function SaveRecipe({ draft, settled }: SaveRecipeProps) {
  const { t } = useTranslation('ingestion');
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button icon={Bookmark} onClick={() => setAsking(true)}>
        {t('recipe.save')}
      </Button>
      {asking ? <SaveDialog draft={draft} settled={settled} onClose={() => setAsking(false)} /> : null}
    </>
  );
}

function SaveDialog({ draft, settled, onClose }: SaveRecipeProps & { onClose: () => void }) {
  const { t } = useTranslation('ingestion');
  const { refresh } = useKeptAnswers();
  const [name, setName] = useState(draft.recipe?.name ?? proposedName(draft));
  const [error, setError] = useState<unknown>();
  const saving = useSend(saveRecipe, { refreshes: [recipes] });
  const changing = useSend(changeRecipe, { refreshes: [recipes] });
  const known = draft.recipe?.name === name.trim() ? draft.recipe : null;
  const save = async () => {
    try {
      await settled();
      if (known) await changing.send({ id: known.id, importId: draft.id });
      else await saving.send({ importId: draft.id, name: name.trim() });
      await refresh(importsContract.endpoints.get);
      toast({ tone: 'done', title: t('recipe.saved', { name: name.trim() }) });
      onClose();
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('recipe.saveTitle')}
      lead={t('recipe.saveLead')}
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>{t('recipe.leave')}</Button>
          <Button
            type="submit"
            tone="main"
            busy={saving.sending || changing.sending}
            disabled={name.trim() === ''}
          >
            {t(known ? 'recipe.update' : 'recipe.save')}
          </Button>
        </>
      }
    >
      <Field label={t('recipe.name')} error={error ? problemText(error) : undefined}>
        <Input value={name} maxLength={100} onChange={setName} />
      </Field>
    </Dialog>
  );
}

/** The name of the file without its ending and without what changes from month to month. */
function proposedName({ fileName, title }: ImportDetail): string {
  const plain = (fileName ?? title).replace(/\.[a-z0-9]{1,5}$/i, '').replace(/[-_ ]*\d{4,}[-_\d]*$/, '');
  return plain || title;
}
