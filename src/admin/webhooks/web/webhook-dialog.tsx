import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { FormError } from '../../web/form-error.tsx';
import { type Webhook, webhooksContract } from '../webhooks.contract.ts';
import { ShownSecret } from './shown-secret.tsx';
import './webhook-dialog.css';

const { changeWebhook, makeWebhook, webhooks } = webhooksContract.endpoints;

export interface WebhookDialogProps {
  eventTypes: string[];
  /** Absent for a new one. */
  webhook?: Webhook;
  onClose: () => void;
}

/** Name, address and events of a webhook; a new one's secret is shown this once. */
export function WebhookDialog({ eventTypes, webhook, onClose }: WebhookDialogProps) {
  const { t } = useTranslation('admin');
  const [name, setName] = useState(webhook?.name ?? '');
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [events, setEvents] = useState<ReadonlySet<string>>(new Set(webhook?.events ?? []));
  const [secret, setSecret] = useState<string>();
  const make = useSend(makeWebhook, { refreshes: [webhooks] });
  const change = useSend(changeWebhook, { refreshes: [webhooks] });
  if (secret !== undefined) return <ShownSecret secret={secret} onClose={onClose} />;
  const submit = async () => {
    const wish = { name: name.trim(), url: url.trim(), events: [...events] };
    if (webhook) {
      const { id, version } = webhook;
      if (await change.send({ id, ...wish }, { version }).catch(() => undefined)) onClose();
      return;
    }
    const made = await make.send(wish).catch(() => undefined);
    if (made) setSecret(made.secret);
  };
  const error = make.error ?? change.error;
  return (
    <Dialog
      open
      shape="side"
      onClose={onClose}
      title={webhook ? t('webhooks.edit') : t('webhooks.new')}
      lead={t('webhooks.rightsNote')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('webhooks.leave')}</Button>
          <Button
            type="submit"
            tone="main"
            busy={make.sending || change.sending}
            disabled={!name.trim() || !url.trim() || events.size === 0}
          >
            {webhook ? t('webhooks.save') : t('webhooks.make')}
          </Button>
        </>
      }
    >
      <div className="ad-form">
        <Field label={t('webhooks.name')}>
          <Input autoFocus autoComplete="off" maxLength={80} value={name} onChange={setName} />
        </Field>
        <Field label={t('webhooks.url')} hint={t('webhooks.urlHint')}>
          <Input type="url" autoComplete="off" value={url} onChange={setUrl} />
        </Field>
        <EventFields eventTypes={eventTypes} chosen={events} onChange={setEvents} />
        <FormError text={error ? problemText(error) : undefined} />
      </div>
    </Dialog>
  );
}

interface EventFieldsProps {
  eventTypes: string[];
  chosen: ReadonlySet<string>;
  onChange: (chosen: ReadonlySet<string>) => void;
}

function EventFields({ eventTypes, chosen, onChange }: EventFieldsProps) {
  const { t } = useTranslation('admin');
  const all = chosen.has('*');
  const set = (type: string, on: boolean) =>
    onChange(new Set(on ? [...chosen, type] : [...chosen].filter((each) => each !== type)));
  return (
    <fieldset className="ad-events">
      <legend>{t('webhooks.events')}</legend>
      <Checkbox
        checked={all}
        onChange={(on) => onChange(new Set(on ? ['*'] : []))}
        note={t('webhooks.allNote')}
      >
        {t('webhooks.all')}
      </Checkbox>
      {eventTypes.map((type) => (
        <Checkbox
          key={type}
          checked={all || chosen.has(type)}
          disabled={all}
          onChange={(on) => set(type, on)}
        >
          <code>{type}</code>
        </Checkbox>
      ))}
    </fieldset>
  );
}
