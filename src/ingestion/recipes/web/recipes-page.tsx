import { Bookmark, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ButtonLink, IconButton } from '#platform/ui/button.tsx';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { InlineEdit } from '#platform/ui/inline-edit.tsx';
import { Page as PageBody, PageHeader } from '#platform/ui/page-header.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useMay } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '#platform/ui/state-view.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type Recipe, recipesContract } from '../recipes.contract.ts';
import './recipes.css';

const { recipes, changeRecipe, deleteRecipe } = recipesContract.endpoints;

/** The recipes that are kept, by name; each can be renamed and deleted. */
export function Page() {
  const { t } = useTranslation('ingestion');
  const { data, error, refetch } = useEndpoint(recipes, {});
  return (
    <PageBody narrow>
      <PageHeader title={t('recipe.list')} trail={[{ label: t('nav.imports'), to: '/imports' }]} />
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data?.items.length === 0 ? (
        <EmptyState
          icon={Bookmark}
          title={t('recipe.noneTitle')}
          text={t('recipe.noneText')}
          action={<ButtonLink to="/imports/new">{t('command.newImport')}</ButtonLink>}
        />
      ) : null}
      {data ? (
        <ul className="im-recipes">
          {data.items.map((recipe) => (
            <RecipeRow key={recipe.id} recipe={recipe} />
          ))}
        </ul>
      ) : error ? null : (
        <SkeletonLines lines={5} />
      )}
    </PageBody>
  );
}

function RecipeRow({ recipe }: { recipe: Recipe }) {
  const { t } = useTranslation('ingestion');
  const format = useFormat();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const change = useSend(changeRecipe, { refreshes: [recipes] });
  const remove = useSend(deleteRecipe, { refreshes: [recipes] });
  const confirm = async () => {
    try {
      await remove.send({ id: recipe.id });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  return (
    <li>
      <div>
        <InlineEdit
          kind="text"
          label={t('recipe.name')}
          value={recipe.name}
          readOnly={!may('ingestion.write')}
          onSave={async (name) => {
            await change.send({ id: recipe.id, name: name ?? '' });
          }}
        />
        <p>
          {t(`kind.${recipe.kind}`)} ·{' '}
          {t('recipe.used', { count: recipe.used, shown: format.number(recipe.used) })} ·{' '}
          <Time value={recipe.updatedAt} />
        </p>
        <p>{format.list(recipe.columns.slice(0, 8))}</p>
      </div>
      {may('ingestion.write') ? (
        <IconButton
          icon={Trash2}
          label={t('recipe.delete', { name: recipe.name })}
          onClick={() => setAsking(true)}
        />
      ) : null}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('recipe.deleteTitle', { name: recipe.name })}
        consequence={t('recipe.deleteText')}
        action={t('recipe.deleteAct')}
        onConfirm={confirm}
      />
    </li>
  );
}
