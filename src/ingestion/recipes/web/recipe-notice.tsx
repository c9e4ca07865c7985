import { BookmarkCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type ImportDetail, importsContract } from '../../imports/imports.contract.ts';
import { recipesContract } from '../recipes.contract.ts';
import './recipes.css';

const { get } = importsContract.endpoints;

/** Says that the file was recognised and set up as it was the last time, with the way back to a fresh start. */
export function RecipeNotice({ draft }: { draft: ImportDetail }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const { patch } = useKeptAnswers();
  const { send, sending } = useSend(recipesContract.endpoints.applyRecipe, {
    onDone: (changed) => patch(get, { id: draft.id }, () => changed),
  });
  if (draft.recipe === null) return null;
  const { id: recipeId, name } = draft.recipe;
  const apply = async (wanted: string | null) => {
    try {
      await send({ id: draft.id, recipeId: wanted });
      if (wanted === null) {
        toast({
          tone: 'done',
          title: t('recipe.takenOff'),
          action: { label: t('recipe.putBack'), run: () => void apply(recipeId) },
        });
      }
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <div className="im-recipe" role="status">
      <BookmarkCheck aria-hidden />
      <p>
        <strong>{t('recipe.recognised', { name })}</strong>
        {format.punctuation.between}
        <span>{t('recipe.recognisedNote')}</span>
      </p>
      <Button size="small" busy={sending} onClick={() => void apply(null)}>
        {t('recipe.fromScratch')}
      </Button>
    </div>
  );
}
