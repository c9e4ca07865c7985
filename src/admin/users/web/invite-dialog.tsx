import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { Select } from '#platform/ui/select.tsx';
import type { RoleKey } from '../../roles/role-keys.contract.ts';
import { useRoleOptions } from '../../roles/web/role-words.ts';
import { TeamBox } from '../../teams/web/team-box.tsx';
import { teamOptions, useTeams } from '../../teams/web/team-tree.ts';
import { FormError } from '../../web/form-error.tsx';
import { useForm } from '../../web/use-form.ts';
import { invitationsContract } from '../invitations.contract.ts';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';

const { invitations, invite } = invitationsContract.endpoints;

/** Makes an invitation; the link is passed on by the one who invites, since nothing is mailed. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const [link, setLink] = useState<ShownLink>();
  const roles = useRoleOptions();
  const teams = teamOptions(useTeams());
  const form = useForm(invite, { email: '', role: 'member' as string, teamId: '' });
  const { values, change, wrong } = form;
  const teamId = values.teamId || teams[0]?.value;
  if (link) return <LinkDialog link={link} onClose={onClose} />;
  const submit = async () => {
    const made = await form.send({ email: values.email, role: values.role as RoleKey, teamId });
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
      onSubmit={submit}
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
        <Field
          label={t('field.role')}
          hint={roles.find(({ value }) => value === values.role)?.note ?? t('role.ownNote')}
        >
          <Select value={values.role} options={roles} onChange={(role) => change({ role })} />
        </Field>
        {teams.length > 1 ? (
          <Field label={t('field.team')}>
            <TeamBox value={teamId ?? ''} options={teams} onChange={(next) => change({ teamId: next })} />
          </Field>
        ) : null}
        <FormError text={form.failure} />
      </div>
    </Dialog>
  );
}
