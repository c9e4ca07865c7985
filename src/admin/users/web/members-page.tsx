import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Section } from '#platform/ui/page-header.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { invitationsContract } from '../invitations.contract.ts';
import { membersContract } from '../members.contract.ts';
import { InvitationLine } from './invitation-line.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberLine } from './member-line.tsx';

/** Who works here, who is invited, and what each may do. */
export function Page() {
  const { t } = useTranslation('admin');
  const [inviting, setInviting] = useState(false);
  return (
    <SettingsFrame
      place="members"
      lead={t('settings.members.lead')}
      actions={
        <Button tone="main" icon={UserPlus} onClick={() => setInviting(true)}>
          {t('members.invite')}
        </Button>
      }
    >
      <Members />
      <Invitations />
      {inviting ? <InviteDialog onClose={() => setInviting(false)} /> : null}
    </SettingsFrame>
  );
}

function Members() {
  const { data, error, refetch } = useEndpoint(membersContract.endpoints.members, {});
  if (error && !data) return <ErrorState inset error={error} onRetry={() => void refetch()} />;
  if (!data) return <SkeletonLines lines={4} />;
  return (
    <ul className="ad-lines">
      {data.items.map((member) => (
        <MemberLine key={member.id} member={member} />
      ))}
    </ul>
  );
}

function Invitations() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { data } = useEndpoint(invitationsContract.endpoints.invitations, {});
  if (!data || data.items.length === 0) return null;
  return (
    <Section title={t('invitations.title')} count={format.number(data.items.length)}>
      <ul className="ad-lines">
        {data.items.map((invitation) => (
          <InvitationLine key={invitation.id} invitation={invitation} />
        ))}
      </ul>
    </Section>
  );
}
