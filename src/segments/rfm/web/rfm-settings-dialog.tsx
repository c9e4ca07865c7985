import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, NumberField } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { type RfmSettings, rfmContract } from '../rfm.contract.ts';
import { LimitFields } from './limit-fields.tsx';
import { type Draft, definitionOf, draftOf } from './rfm-draft.ts';
import './rfm-settings.css';
import { RfmPreview } from './rfm-preview.tsx';

const { rfm, rfmCustomers, editRfm } = rfmContract.endpoints;
const usualDays = ['30', '90', '180', '365', '730'];

/** Window and scoring, with how many would move before anything is saved. */
export function RfmSettingsDialog({ settings, onClose }: { settings: RfmSettings; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const { currency } = useSession().organisation;
  // What others save meanwhile must not be saved over: the version is that of what was opened.
  const [opened] = useState(settings);
  const [draft, setDraft] = useState<Draft>(() => draftOf(opened, currency));
  const definition = definitionOf(draft, currency);
  const { send, sending, error } = useSend(editRfm, { refreshes: [rfm, rfmCustomers] });
  const submit = async () => {
    if (!definition) return;
    const saved = await send(definition, { version: opened.version }).catch(() => undefined);
    if (saved) onClose();
  };
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title={t('rfm.settingsTitle')}
      lead={t('rfm.settingsLead')}
      onSubmit={submit}
      footer={
        <>
          {error ? <span className="rf-error">{problemText(error)}</span> : null}
          <Button onClick={onClose}>{t('rfm.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!definition}>
            {t('rfm.save')}
          </Button>
        </>
      }
    >
      <div className="rf-form">
        <WindowField draft={draft} onChange={(change) => setDraft({ ...draft, ...change })} />
        <RadioCards
          label={t('rfm.scores')}
          value={draft.by}
          onChange={(by) => setDraft({ ...draft, by: by === 'limits' ? by : 'fifths' })}
          options={(['fifths', 'limits'] as const).map((by) => ({
            value: by,
            title: t(`rfm.by.${by}`),
            note: t(`rfm.byNote.${by}`),
          }))}
        />
        {draft.by === 'limits' ? (
          <LimitFields
            draft={draft}
            currency={currency}
            onChange={(limits) => setDraft({ ...draft, ...limits })}
          />
        ) : null}
        <RfmPreview definition={definition} limits={draft.by === 'limits'} />
      </div>
    </Dialog>
  );
}

function WindowField({ draft, onChange }: { draft: Draft; onChange: (change: Partial<Draft>) => void }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const chosen = draft.ever ? 'ever' : !draft.ownDays && usualDays.includes(draft.days) ? draft.days : 'own';
  return (
    <div className="rf-window">
      <Field label={t('rfm.window')} hint={t('rfm.windowHint')}>
        <Select
          value={chosen}
          onChange={(next) => {
            if (next === 'ever') onChange({ ever: true });
            else if (next === 'own') onChange({ ever: false, ownDays: true });
            else onChange({ ever: false, ownDays: false, days: next });
          }}
          options={[
            ...usualDays.map((days) => ({
              value: days,
              label: t('rfm.days', { count: Number(days), shown: format.number(Number(days)) }),
            })),
            { value: 'ever', label: t('rfm.ever') },
            { value: 'own', label: t('rfm.ownDays') },
          ]}
        />
      </Field>
      {chosen === 'own' ? (
        <Field label={t('rfm.ownDays')}>
          <NumberField value={draft.days} unit={t('rfm.dayUnit')} onChange={(days) => onChange({ days })} />
        </Field>
      ) : null}
    </div>
  );
}
