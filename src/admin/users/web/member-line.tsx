import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Badge } from '#platform/ui/badge.tsx';
import { IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { type member, membersContract } from '../members.contract.ts';
import { LinkDialog, type ShownLink } from './link-dialog.tsx';

type Member = z.output<typeof member>;

const { changeMember, deactivate, makePasswordLink, members, reactivate } = membersContract.endpoints;

/** One person: role, when they were last here, and what can be done about them. */
export function MemberLine({ member: person }: { member: Member }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const { user } = useSession();
  const [link, setLink] = useState<ShownLink>();
  const off = person.deactivatedAt !== null;
  return (
    <li className="ad-line" data-off={off || undefined}>
      <Avatar name={person.name} />
      <div className="ad-line-words">
        <strong>
          {person.name}
          {person.role === 'owner' ? <Badge tone="info">{t('role.owner')}</Badge> : null}
          {person.id === user.id ? <Badge>{t('members.you')}</Badge> : null}
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
      <MemberMenu member={person} onLink={setLink} />
      {link ? <LinkDialog link={link} onClose={() => setLink(undefined)} /> : null}
    </li>
  );
}

interface MemberMenuProps {
  member: Member;
  onLink: (link: ShownLink) => void;
}

function MemberMenu({ member: person, onLink }: MemberMenuProps) {
  const { t } = useTranslation('admin');
  const { refresh } = useKeptAnswers();
  const attempt = async (run: () => Promise<unknown>) => {
    try {
      await run();
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(members);
  };
  const setRole = (role: 'owner' | 'member') =>
    attempt(async () => {
      await call(changeMember, { id: person.id, role }, { version: person.version });
      toast({ title: t(`members.now.${role}`, { name: person.name }) });
    });
  const open = () =>
    attempt(async () => {
      await call(reactivate, { id: person.id });
      toast({ title: t('members.isBack', { name: person.name }) });
    });
  const shut = () =>
    attempt(async () => {
      await call(deactivate, { id: person.id });
      toast({
        title: t('members.isOff', { name: person.name }),
        action: { label: t('members.undo'), run: () => void open() },
      });
    });
  const passwordLink = () =>
    attempt(async () => {
      const made = await call(makePasswordLink, { id: person.id });
      onLink({ ...made, kind: 'password', name: person.name });
    });
  const off = person.deactivatedAt !== null;
  const entries: MenuEntry[] = off
    ? [{ key: 'back', label: t('members.letIn'), onSelect: () => void open() }]
    : [
        person.role === 'owner'
          ? { key: 'member', label: t('members.makeMember'), onSelect: () => void setRole('member') }
          : { key: 'owner', label: t('members.makeOwner'), onSelect: () => void setRole('owner') },
        { key: 'password', label: t('members.passwordLink'), onSelect: () => void passwordLink() },
        { key: 'line', line: true },
        { key: 'off', label: t('members.shutOut'), danger: true, onSelect: () => void shut() },
      ];
  return (
    <Menu
      align="end"
      trigger={<IconButton icon={Ellipsis} size="small" label={t('members.more', { name: person.name })} />}
      entries={entries}
    />
  );
}
