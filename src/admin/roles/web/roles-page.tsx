import { Ellipsis, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areWithinFieldRights, writesEveryField } from '#platform/access/field-rights.contract.ts';
import { areWithinReaches, reachesEverything, recordKinds } from '#platform/access/reach.contract.ts';
import { Badge } from '#platform/ui/badge.tsx';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { ConfirmDialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useKeptAnswers } from '#platform/ui/endpoint-hooks.ts';
import { Menu } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { SkeletonLines } from '#platform/ui/skeleton.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { SettingsFrame } from '../../web/settings-frame.tsx';
import { type Role, rolesContract } from '../roles.contract.ts';
import { useReachLine } from './reach-words.ts';
import { RoleEditor } from './role-editor.tsx';
import { useRoleTitle } from './role-words.ts';

const { changeRole, removeRole, roles } = rolesContract.endpoints;

interface Edited {
  role: Role;
  isCopy: boolean;
}

/** What the roles may do and how far they reach. */
export function Page() {
  const { t } = useTranslation('admin');
  const { data, error, refetch } = useEndpoint(roles, {});
  const [edited, setEdited] = useState<Edited>();
  const usual = data?.items.find(({ key }) => key === 'member');
  return (
    <SettingsFrame
      place="roles"
      lead={t('settings.roles.lead')}
      actions={
        usual ? (
          <Button tone="main" icon={Plus} onClick={() => setEdited({ role: usual, isCopy: true })}>
            {t('roles.new')}
          </Button>
        ) : undefined
      }
    >
      {error && !data ? <ErrorState inset error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <ul className="ad-lines">
          {data.items.map((role) => (
            <RoleLine key={role.id} role={role} onEdit={setEdited} />
          ))}
        </ul>
      ) : error ? null : (
        <SkeletonLines lines={5} />
      )}
      {edited && data ? (
        <RoleEditor
          {...edited}
          key={`${edited.role.id} ${edited.isCopy}`}
          permissions={data.permissions}
          onClose={() => setEdited(undefined)}
        />
      ) : null}
    </SettingsFrame>
  );
}

function RoleLine({ role, onEdit }: { role: Role; onEdit: (edited: Edited) => void }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const title = useRoleTitle();
  const lineOf = useReachLine();
  const { refresh } = useKeptAnswers();
  const [removing, setRemoving] = useState(false);
  const name = title(role);
  const attempt = async (run: () => Promise<unknown>, done: string) => {
    try {
      await run();
      toast({ title: done });
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
    await refresh(roles);
  };
  const isAsItCame =
    role.isAsGiven &&
    areWithinReaches(reachesEverything, role.reaches) &&
    areWithinFieldRights(writesEveryField, role.fields);
  const reset = () =>
    attempt(
      () =>
        call(
          changeRole,
          { id: role.id, permissions: null, reaches: reachesEverything, fields: writesEveryField },
          { version: role.version },
        ),
      t('roles.isReset', { name }),
    );
  const remove = () => attempt(() => call(removeRole, { id: role.id }), t('roles.removed', { name }));
  const isFixed = role.key === 'owner';
  return (
    <li className="ad-line">
      <div className="ad-line-words">
        <strong>
          {name}
          {role.key === null ? <Badge tone="info">{t('roles.own')}</Badge> : null}
          {role.key !== null && !isAsItCame ? <Badge>{t('roles.changed')}</Badge> : null}
        </strong>
        <span>
          {role.key ? `${t(`role.${role.key}Note`)}${format.punctuation.between}` : ''}
          {t('roles.users', { count: role.users, shown: format.number(role.users) })}
        </span>
        <span>{recordKinds.map((kind) => lineOf(kind, role.reaches[kind])).join(t('reach.lineJoin'))}</span>
      </div>
      <Button
        size="small"
        aria-label={t(isFixed ? 'roles.showOf' : 'roles.editOf', { name })}
        onClick={() => onEdit({ role, isCopy: false })}
      >
        {t(isFixed ? 'roles.show' : 'roles.edit')}
      </Button>
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} size="small" label={t('roles.more', { name })} />}
        entries={[
          { key: 'copy', label: t('roles.copy'), onSelect: () => onEdit({ role, isCopy: true }) },
          ...(role.key !== null && !isAsItCame
            ? [{ key: 'reset', label: t('roles.reset'), onSelect: () => void reset() }]
            : []),
          ...(role.key === null
            ? [{ key: 'remove', label: t('roles.remove'), danger: true, onSelect: () => setRemoving(true) }]
            : []),
        ]}
      />
      <ConfirmDialog
        open={removing}
        onClose={() => setRemoving(false)}
        title={t('roles.removeTitle', { name })}
        consequence={t('roles.removeText')}
        action={t('roles.remove')}
        onConfirm={remove}
      />
    </li>
  );
}
