import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { tagsContract } from '../tags.contract.ts';

const { tags, renameTagGroup } = tagsContract.endpoints;

/** Renames a group, which the name of another one joins to it; an empty name dissolves it. */
export function RenameGroupDialog(props: { group: string; count: number; onClose: () => void }) {
  const { group, count, onClose } = props;
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [name, setName] = useState(group);
  const { send, sending, error } = useSend(renameTagGroup, { refreshes: [tags] });
  const submit = async () => {
    const done = await send({ group, to: name.trim() || null }).catch(() => undefined);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tags.renameGroup', { group })}
      lead={t('tags.renameGroupLead', { count, shown: format.number(count) })}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={name.trim() === group}>
            {t(name.trim() ? 'tags.rename' : 'tags.dissolve')}
          </Button>
        </>
      }
    >
      <Field label={t('tags.group')} error={error ? problemText(error) : undefined}>
        <Input autoComplete="off" maxLength={60} value={name} onChange={setName} />
      </Field>
    </Dialog>
  );
}
