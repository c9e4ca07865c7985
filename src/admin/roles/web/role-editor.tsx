import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { recordKinds } from '#platform/access/reach.contract.ts';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Slot } from '#platform/ui/slots.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { membersContract } from '../../users/members.contract.ts';
import { FormError } from '../../web/form-error.tsx';
import { type Role, rolesContract } from '../roles.contract.ts';
import { PermissionFields } from './permission-fields.tsx';
import { ReachFields } from './reach-fields.tsx';
import { useRoleTitle } from './role-words.ts';
import './roles.css';

const { changeRole, createRole, roles } = rolesContract.endpoints;

interface RoleEditorProps {
  /** The role to change, or the one that a new role begins as a copy of. */
  role: Role;
  isCopy: boolean;
  /** Every permission that there is. */
  permissions: string[];
  onClose: () => void;
}

/** What a role may do, how far it reaches and which fields it keeps from people. Owners are only shown: they may always do everything. */
export function RoleEditor({ role, isCopy, permissions, onClose }: RoleEditorProps) {
  const { t } = useTranslation('admin');
  const title = useRoleTitle();
  const own = isCopy || role.key === null;
  const fixed = !isCopy && role.key === 'owner';
  const [name, setName] = useState(isCopy ? t('roles.copyName', { name: title(role) }) : title(role));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(role.permissions));
  const [reaches, setReaches] = useState(role.reaches);
  const [fields, setFields] = useState(role.fields);
  const refreshes = [roles, membersContract.endpoints.access];
  const create = useSend(createRole, { refreshes });
  const change = useSend(changeRole, { refreshes });
  const error = create.error ?? change.error;
  const submit = async () => {
    const wanted = [...chosen];
    const isSame =
      wanted.length === role.permissions.length && role.permissions.every((each) => chosen.has(each));
    const done = isCopy
      ? create.send({ name: name.trim(), permissions: wanted, reaches, fields })
      : change.send(
          {
            id: role.id,
            reaches,
            fields,
            ...(own ? { name: name.trim() } : {}),
            ...(isSame ? {} : { permissions: wanted }),
          },
          { version: role.version },
        );
    if (!(await done.catch(() => undefined))) return;
    toast({ title: t(isCopy ? 'roles.made' : 'roles.saved', { name: name.trim() }) });
    onClose();
  };
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={isCopy ? t('roles.new') : title(role)}
      lead={fixed ? t('roles.ownerFixed') : t('roles.consequence')}
      onSubmit={submit}
      footer={
        fixed ? (
          <Button onClick={onClose}>{t('roles.close')}</Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('roles.leave')}</Button>
            <Button type="submit" tone="main" busy={create.sending || change.sending} disabled={!name.trim()}>
              {t(isCopy ? 'roles.make' : 'roles.save')}
            </Button>
          </>
        )
      }
    >
      <div className="ad-role">
        {own ? (
          <Field label={t('roles.name')}>
            <Input autoFocus autoComplete="off" maxLength={60} value={name} onChange={setName} />
          </Field>
        ) : null}
        <h3>{t('roles.reach')}</h3>
        {recordKinds.map((kind) => (
          <ReachFields
            key={kind}
            kind={kind}
            value={reaches[kind]}
            disabled={fixed}
            onChange={(value) => setReaches({ ...reaches, [kind]: value })}
          />
        ))}
        <h3>{t('roles.fields')}</h3>
        <Slot name="role.fields" props={{ value: fields, disabled: fixed, onChange: setFields }} />
        <h3>{t('roles.may')}</h3>
        <PermissionFields permissions={permissions} chosen={chosen} disabled={fixed} onChange={setChosen} />
        <FormError text={error ? problemText(error) : undefined} />
      </div>
    </Dialog>
  );
}
