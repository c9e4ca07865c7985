import { Bookmark } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { usePageSearch } from '#platform/ui/link.tsx';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { useListColumns } from '../../profiles/web/list-columns.ts';
import { type SavedView, viewsContract } from '../views.contract.ts';
import type { useViews } from './use-views.ts';
import { ViewDialog } from './view-dialog.tsx';
import { changeToView, differs, wordsOfView } from './view-words.ts';

const { views, updateView, removeView, openWithView } = viewsContract.endpoints;

/** Saves the list as a view, and says so where it is no longer as the view that it came from. */
export function ViewControls({ active, opening }: ReturnType<typeof useViews>) {
  const { t } = useTranslation('customers');
  const [address, change] = usePageSearch();
  // A view keeps the columns too that the reader has without the address naming them.
  const search = { ...address, columns: useListColumns().word };
  const { refresh } = useKeptAnswers();
  const [asked, setAsked] = useState<'new' | 'change' | 'remove' | null>(null);
  const words = wordsOfView(search);
  const changed = active !== undefined && differs(search, active);
  const run = async (work: () => Promise<unknown>, done: string) => {
    try {
      await work();
      await refresh(views);
      toast({ key: 'view', title: done });
    } catch (error) {
      toast({ key: 'view', tone: 'danger', title: t('views.failed'), note: problemText(error) });
    }
  };
  const save = (view: SavedView) =>
    run(
      () => call(updateView, { id: view.id, search: words }, { version: view.version }),
      t('views.saved', { name: view.name }),
    );
  const openWith = (viewId: string | null) =>
    run(() => call(openWithView, { viewId }), t(viewId ? 'views.opensWith' : 'views.opensPlain'));
  const remove = async (view: SavedView) => {
    await run(() => call(removeView, { id: view.id }), t('views.removed', { name: view.name }));
    change(changeToView(search, undefined));
  };
  const saveNew: MenuEntry = { key: 'new', label: t('views.saveNew'), onSelect: () => setAsked('new') };
  const ofActive = (view: SavedView): MenuEntry[] => [
    ...(changed && view.mayChange
      ? [{ key: 'save', label: t('views.save', { name: view.name }), onSelect: () => void save(view) }]
      : []),
    ...(changed
      ? [{ key: 'reset', label: t('views.reset'), onSelect: () => change(changeToView(search, view)) }]
      : []),
    saveNew,
    { key: 'line', line: true },
    opening === view.id
      ? { key: 'plain', label: t('views.openPlain'), onSelect: () => void openWith(null) }
      : { key: 'opening', label: t('views.openWith'), onSelect: () => void openWith(view.id) },
    ...(view.mayChange
      ? [
          { key: 'change', label: t('views.changeMenu'), onSelect: () => setAsked('change') },
          { key: 'remove', label: t('views.remove'), danger: true, onSelect: () => setAsked('remove') },
        ]
      : []),
  ];
  if (!active && Object.keys(words).length === 0) return null;
  return (
    <>
      <Menu
        trigger={
          <Button size="small" tone="quiet" icon={Bookmark}>
            {t(changed ? 'views.changed' : active ? 'views.view' : 'views.keep')}
          </Button>
        }
        entries={active ? ofActive(active) : [saveNew]}
      />
      {asked === 'new' || (asked === 'change' && active) ? (
        <ViewDialog
          view={asked === 'change' && active ? active : null}
          words={words}
          onClose={() => setAsked(null)}
          onSaved={(view) => (asked === 'new' ? change({ saved: view.id }) : undefined)}
        />
      ) : null}
      {active ? (
        <ConfirmDialog
          open={asked === 'remove'}
          onClose={() => setAsked(null)}
          title={t('views.removeOne', { name: active.name })}
          consequence={t(active.shared === 'me' ? 'views.removeLead' : 'views.removeSharedLead')}
          action={t('views.remove')}
          onConfirm={() => remove(active)}
        />
      ) : null}
    </>
  );
}
