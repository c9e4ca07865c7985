import { Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { toast } from '#platform/ui/toast.tsx';
import { customFieldsContract, type FieldGroup } from '../custom-fields.contract.ts';
import { BothInputs, textsOf } from './both-inputs.tsx';
import { useInLanguage } from './use-custom-fields.ts';

const { customFields, createFieldGroup, renameFieldGroup, removeFieldGroup } = customFieldsContract.endpoints;

/** Adds a heading. */
export function NewGroup() {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  return (
    <div>
      <Button icon={Plus} onClick={() => setOpen(true)}>
        {t('fields.addGroup')}
      </Button>
      {open ? <GroupDialog group={null} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

/** Renames a heading, or takes it away from its fields. */
export function GroupActs({ group }: { group: FieldGroup }) {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const { refresh } = useKeptAnswers();
  const [open, setOpen] = useState(false);
  const label = inLanguage(group.label);
  const remove = async () => {
    try {
      await call(removeFieldGroup, { id: group.id });
      await refresh(customFields);
      toast({ title: t('fields.groupRemoved', { label }) });
    } catch (error) {
      toast({ tone: 'danger', title: t('fields.notDone'), note: problemText(error) });
    }
  };
  return (
    <span className="cf-acts">
      <IconButton
        icon={Pencil}
        size="small"
        label={t('fields.editGroup', { label })}
        onClick={() => setOpen(true)}
      />
      <IconButton
        icon={Trash2}
        size="small"
        label={t('fields.removeGroup', { label })}
        onClick={() => void remove()}
      />
      {open ? <GroupDialog group={group} onClose={() => setOpen(false)} /> : null}
    </span>
  );
}

function GroupDialog({ group, onClose }: { group: FieldGroup | null; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const [draft, setDraft] = useState(group?.label ?? { en: '', zh: '' });
  const [error, setError] = useState<unknown>(null);
  const label = textsOf(draft);
  const submit = async () => {
    if (!label) return;
    try {
      await (group ? call(renameFieldGroup, { id: group.id, label }) : call(createFieldGroup, { label }));
      await refresh(customFields);
      onClose();
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(group ? 'fields.renameGroup' : 'fields.addGroup')}
      lead={t('fields.groupLead')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" disabled={!label}>
            {t('contact.save')}
          </Button>
        </>
      }
    >
      <div className="cf-form">
        <BothInputs
          label={t('fields.groupName')}
          draft={draft}
          onChange={setDraft}
          error={error ? problemText(error) : undefined}
        />
      </div>
    </Dialog>
  );
}
