import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { type SavedView, viewSharing, viewsContract } from '../views.contract.ts';
import '../../profiles/web/form.css';

const { views, saveView, updateView } = viewsContract.endpoints;

interface ViewDialogProps {
  /** Null saves a new one. */
  view: SavedView | null;
  /** What a new one holds. */
  words: Record<string, string>;
  onClose: () => void;
  onSaved: (view: SavedView) => void;
}

/** The name of a view, and with whom it is shared. */
export function ViewDialog({ view, words, onClose, onSaved }: ViewDialogProps) {
  const { t } = useTranslation('customers');
  const [name, setName] = useState(view?.name ?? '');
  const [shared, setShared] = useState<SavedView['shared']>(view?.shared ?? 'me');
  const making = useSend(saveView, { refreshes: [views] });
  const changing = useSend(updateView, { refreshes: [views] });
  const error = making.error ?? changing.error;
  const submit = async () => {
    if (!name.trim()) return;
    const sent = view
      ? changing.send({ id: view.id, name: name.trim(), shared }, { version: view.version })
      : making.send({ name: name.trim(), shared, search: words });
    const saved = await sent.catch(() => undefined);
    if (!saved) return;
    onSaved(saved);
    onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(view ? 'views.change' : 'views.saveNew')}
      lead={t('views.lead')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={making.sending || changing.sending} disabled={!name.trim()}>
            {t('contact.save')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        <Field label={t('views.name')} error={error ? problemText(error) : undefined}>
          <Input autoComplete="off" maxLength={60} value={name} onChange={setName} />
        </Field>
        <RadioCards
          label={t('views.sharedWith')}
          value={shared}
          onChange={(next) => setShared(next as SavedView['shared'])}
          options={viewSharing.options.map((value) => ({
            value,
            title: t(`views.shared.${value}`),
            note: t(`views.sharedNote.${value}`),
          }))}
        />
      </div>
    </Dialog>
  );
}
