import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { FormError } from '../../web/form-error.tsx';
import { useForm } from '../../web/use-form.ts';
import { invitationsContract } from '../invitations.contract.ts';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';

const { invitations, invite } = invitationsContract.endpoints;
const roles = ['member', 'owner'] as const;

/** Makes an invitation; the link is passed on by the one who invites, since nothing is mailed. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const [link, setLink] = useState<ShownLink>();
  const form = useForm(invite, { email: '', role: 'member' });
  const { values, change, wrong } = form;
  if (link) return <LinkDialog link={link} onClose={onClose} />;
  const submit = async () => {
    const made = await form.send({ email: values.email, role: values.role as (typeof roles)[number] });
    if (!made) return;
    void refresh(invitations);
    setLink({ ...made, kind: 'invitation', name: values.email.trim() });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('members.invite')}
      lead={t('invitations.lead')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onClick={onClose}>{t('invitations.leave')}</Button>
          <Button type="submit" tone="main" busy={form.sending}>
            {t('invitations.make')}
          </Button>
        </>
      }
    >
      <div className="ad-form">
        <Field label={t('field.theirEmail')} error={wrong('email')}>
          <Input
            type="email"
            autoFocus
            autoComplete="off"
            value={values.email}
            onChange={(email) => change({ email })}
          />
        </Field>
        <RadioCards
          label={t('field.role')}
          value={values.role}
          onChange={(role) => change({ role })}
          options={roles.map((value) => ({
            value,
            title: t(`role.${value}`),
            note: t(`role.${value}Note`),
          }))}
        />
        <FormError text={form.failure} />
      </div>
    </Dialog>
  );
}
