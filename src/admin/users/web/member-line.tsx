import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Badge } from '#platform/ui/badge.tsx';
import { IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Link, useGo } from '#platform/ui/link.tsx';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { rolesContract } from '../../roles/roles.contract.ts';
import { useRoleOptions } from '../../roles/web/role-words.ts';
import { teamsContract } from '../../teams/teams.contract.ts';
import { TeamBox } from '../../teams/web/team-box.tsx';
import { teamOptions, useTeams } from '../../teams/web/team-tree.ts';
import { twoStepContract } from '../../two-step/two-step.contract.ts';
import { type member, membersContract } from '../members.contract.ts';
import { DeactivateDialog } from './deactivate-dialog.tsx';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';

type Member = z.output<typeof member>;

const { access, changeMember, colleagues, endMemberSessions, makePasswordLink, members, reactivate } =
  membersContract.endpoints;

/** One person: role, team, when they were last here, and what can be done about them. */
export function MemberLine({ member: person }: { member: Member }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { user } = useSession();
  const [link, setLink] = useState<ShownLink>();
  const [leaving, setLeaving] = useState(false);
  const off = person.deactivatedAt !== null;
  return (
    <li className="ad-line" data-off={off || undefined}>
      <Avatar name={person.name} />
      <div className="ad-line-words">
        <strong>
          <Link ink to={`/settings/members/${person.id}`}>
            {person.name}
          </Link>
          {person.id === user.id ? <Badge>{t('members.you')}</Badge> : null}
          {person.hasTwoStep ? <Badge tone="good">{t('members.twoStep')}</Badge> : null}
          {off ? <Badge tone="attention">{t('members.off')}</Badge> : null}
        </strong>
        <span>
          {person.email}
          {format.punctuation.comma}
          {person.lastSeenAt ? (
            <>
              {t('members.seen')} <Time value={person.lastSeenAt} />
            </>
          ) : (
            t('members.neverSeen')
          )}
        </span>
      </div>
      <RoleAndTeam member={person} />
      <MemberMenu member={person} onLink={setLink} onLeave={() => setLeaving(true)} />
      {link ? <LinkDialog link={link} onClose={() => setLink(undefined)} /> : null}
      {leaving ? <DeactivateDialog person={person} onClose={() => setLeaving(false)} /> : null}
    </li>
  );
}

function RoleAndTeam({ member: person }: { member: Member }) {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const { refresh, refreshSession } = useKeptAnswers();
  const roles = useRoleOptions(person.role);
  const teams = teamOptions(useTeams());
  const { id, name, version } = person;
  const change = async (to: { role?: Member['role']; teamId?: string }, title: string) => {
    try {
      await call(changeMember, { id, ...to }, { version });
      toast({ title });
      if (id === user.id) await refreshSession();
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(members, access, rolesContract.endpoints.roles, teamsContract.endpoints.teams);
  };
  const label = (value: string, options: typeof roles) =>
    options.find((option) => option.value === value)?.label ?? '';
  return (
    <>
      <div className="ad-line-choice">
        <Select
          label={t('members.roleOf', { name })}
          value={person.role}
          options={roles}
          onChange={(role) => {
            if (role !== person.role)
              void change({ role }, t('members.nowRole', { name, role: label(role, roles) }));
          }}
        />
      </div>
      {teams.length > 1 ? (
        <div className="ad-line-choice">
          <TeamBox
            label={t('members.teamOf', { name })}
            value={person.teamId}
            options={teams}
            onChange={(teamId) =>
              void change({ teamId }, t('members.nowTeam', { name, team: label(teamId, teams) }))
            }
          />
        </div>
      ) : null}
    </>
  );
}

interface MemberMenuProps {
  member: Member;
  onLink: (link: ShownLink) => void;
  onLeave: () => void;
}

function MemberMenu({ member: person, onLink, onLeave }: MemberMenuProps) {
  const { t } = useTranslation('admin');
  const go = useGo();
  const { refresh } = useKeptAnswers();
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(members, colleagues);
  };
  const open = () =>
    attempt(async () => {
      await call(reactivate, { id: person.id });
      toast({ title: t('members.isBack', { name: person.name }) });
    });
  const passwordLink = () =>
    attempt(async () => {
      const made = await call(makePasswordLink, { id: person.id });
      onLink({ ...made, kind: 'password', name: person.name });
    });
  const signOut = () =>
    attempt(async () => {
      const { endedSessions } = await call(endMemberSessions, { id: person.id });
      toast({ title: t('members.signedOut', { name: person.name, count: endedSessions }) });
    });
  const resetTwoStep = () =>
    attempt(async () => {
      await call(twoStepContract.endpoints.resetTwoStep, { id: person.id });
      toast({ title: t('members.twoStepReset', { name: person.name }), note: t('members.twoStepResetNote') });
    });
  const isOther = person.id !== useSession().user.id;
  const ofState: MenuEntry[] =
    person.deactivatedAt === null
      ? [
          { key: 'password', label: t('members.passwordLink'), onSelect: () => void passwordLink() },
          { key: 'signOut', label: t('members.signOut'), onSelect: () => void signOut() },
          ...(person.hasTwoStep && isOther
            ? [{ key: 'twoStep', label: t('members.resetTwoStep'), onSelect: () => void resetTwoStep() }]
            : []),
          { key: 'line', line: true },
          { key: 'off', label: t('members.shutOutAsking'), danger: true, onSelect: onLeave },
        ]
      : [{ key: 'back', label: t('members.letIn'), onSelect: () => void open() }];
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('members.more', { name: person.name })} />}
      entries={[
        { key: 'access', label: t('members.access'), onSelect: () => go(`/settings/members/${person.id}`) },
        ...ofState,
      ]}
    />
  );
}
