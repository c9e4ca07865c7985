import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { CopyButton } from '#platform/ui/copy-button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { PermissionFields } from '../../roles/web/permission-fields.tsx';
import { FormError } from '../../web/form-error.tsx';
import { keysContract } from '../keys.contract.ts';
import '../../web/settings.css';

const { keys, makeKey } = keysContract.endpoints;
const lives = ['30', '90', '365'] as const;
const ceilings = ['1000', '10000', '100000', '1000000', '10000000'] as const;

/** Makes a key of my own permissions or fewer; the key itself is shown this once. */
export function MakeKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('admin');
  const { permissions } = useSession();
  const [name, setName] = useState('');
  const [days, setDays] = useState<string>('90');
  const [rowsADay, setRowsADay] = useState<string>('100000');
  const format = useFormat();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [key, setKey] = useState<string>();
  const make = useSend(makeKey, { refreshes: [keys] });
  if (key !== undefined) return <ShownKey apiKey={key} onClose={onClose} />;
  const submit = async () => {
    const wish = {
      name: name.trim(),
      permissions: [...chosen],
      days: Number(days),
      rowsADay: Number(rowsADay),
    };
    const made = await make.send(wish).catch(() => undefined);
    if (made) setKey(made.key);
  };
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={t('keys.new')}
      lead={t('keys.lead')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('keys.leave')}</Button>
          <Button type="submit" tone="main" busy={make.sending} disabled={!name.trim() || chosen.size === 0}>
            {t('keys.make')}
          </Button>
        </>
      }
    >
      <div className="ad-form">
        <Field label={t('keys.name')}>
          <Input autoFocus autoComplete="off" maxLength={80} value={name} onChange={setName} />
        </Field>
        <Field label={t('keys.life')}>
          <Select
            label={t('keys.life')}
            value={days}
            options={lives.map((value) => ({ value, label: t('keys.days', { count: Number(value) }) }))}
            onChange={setDays}
          />
        </Field>
        <Field label={t('keys.rowsADay')} hint={t('keys.rowsADayHint')}>
          <Select
            label={t('keys.rowsADay')}
            value={rowsADay}
            options={ceilings.map((value) => ({ value, label: format.number(value) ?? value }))}
            onChange={setRowsADay}
          />
        </Field>
        <PermissionFields permissions={permissions} chosen={chosen} onChange={setChosen} />
        <FormError text={make.error ? problemText(make.error) : undefined} />
      </div>
    </Dialog>
  );
}

function ShownKey({ apiKey, onClose }: { apiKey: string; onClose: () => void }) {
  const { t } = useTranslation('admin');
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('keys.shownTitle')}
      lead={t('keys.shownText')}
      footer={
        <Button tone="main" onClick={onClose}>
          {t('link.close')}
        </Button>
      }
    >
      <div className="ad-link">
        <code>{apiKey}</code>
        <CopyButton text={apiKey} label={t('keys.copy')} />
      </div>
    </Dialog>
  );
}
