import { Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#platform/ui/badge.tsx';
import { Button } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { useRoleOptions } from '../../roles/web/role-words.ts';
import { useTeams } from '../../teams/web/team-tree.ts';
import { invitationsContract } from '../invitations.contract.ts';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';

const { invitations, invite, withdrawInvitation } = invitationsContract.endpoints;

interface Invitation {
  id: string;
  email: string;
  role: string;
  teamId: string;
  invitedBy: string | null;
  expiresAt: string;
  expired: boolean;
}

/** Somebody who has not come yet: a new link, or no link any more. */
export function InvitationLine({ invitation }: { invitation: Invitation }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { refresh } = useKeptAnswers();
  const [link, setLink] = useState<ShownLink>();
  const { id, email, role, teamId, invitedBy, expiresAt, expired } = invitation;
  const roles = useRoleOptions(role);
  const team = useTeams().find((each) => each.id === teamId);
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
  const anew = () =>
    attempt(async () => {
      const made = await call(invite, { email, role, teamId });
      setLink({ ...made, kind: 'invitation', name: email });
    });
  const withdraw = () =>
    attempt(async () => {
      await call(withdrawInvitation, { id });
      toast({ title: t('invitations.withdrawn', { email }) });
      await refresh(invitations);
    });
  const close = () => {
    setLink(undefined);
    void refresh(invitations);
  };
  return (
    <li className="ad-line">
      <Mail size={18} className="pn-faint" aria-hidden />
      <div className="ad-line-words">
        <strong>
          {email}
          {expired ? <Badge tone="attention">{t('invitations.expired')}</Badge> : null}
        </strong>
        <span>
          {roles.find(({ value }) => value === role)?.label}
          {team && team.parentId !== null ? ` · ${team.name}` : ''}
        </span>
        <span>
          {invitedBy ? `${t('invitations.by', { name: invitedBy })}${format.punctuation.comma}` : ''}
          {expired ? t('invitations.ended') : t('invitations.until')} <Time value={expiresAt} as="dateTime" />
        </span>
      </div>
      <Button size="small" onClick={() => void anew()}>
        {t('invitations.anew')}
      </Button>
      <Button size="small" tone="danger-quiet" onClick={() => void withdraw()}>
        {t('invitations.withdraw')}
      </Button>
      {link ? <LinkDialog link={link} onClose={close} /> : null}
    </li>
  );
}
