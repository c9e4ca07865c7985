import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { type CityTier, cityTier, type TierEntry, tiersContract } from '../tiers.contract.ts';
import '../../profiles/web/form.css';

const { cityTiers, putCityTier } = tiersContract.endpoints;
const { list, count, get } = profilesContract.endpoints;

/** Puts a city into a tier, with who says so and when. */
export function TierDialog({ edited, onClose }: { edited: TierEntry | CityTier; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const entry = typeof edited === 'string' ? null : edited;
  const [city, setCity] = useState(entry?.city ?? '');
  const [tier, setTier] = useState<CityTier>(entry?.tier ?? (edited as CityTier));
  const [source, setSource] = useState(entry?.source ?? '');
  const [publishedOn, setPublishedOn] = useState(entry?.publishedOn ?? '');
  const [note, setNote] = useState(entry?.note ?? '');
  const { send, sending, error } = useSend(putCityTier, { refreshes: [cityTiers, list, count, get] });
  const submit = async () => {
    if (!city.trim()) return;
    const done = await send({
      city: city.trim(),
      tier,
      source: source.trim() || null,
      publishedOn: publishedOn || null,
      note: note.trim() || null,
    }).catch(() => undefined);
    if (done) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={entry ? t('tiers.edit', { city: entry.city }) : t('tiers.add')}
      lead={t('tiers.consequence')}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={sending} disabled={!city.trim()}>
            {t('contact.save')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        {entry ? null : (
          <Field
            label={t('field.city')}
            hint={t('tiers.cityHint')}
            error={error ? problemText(error) : undefined}
          >
            <Input autoFocus autoComplete="off" value={city} onChange={setCity} />
          </Field>
        )}
        <Field label={t('field.cityTier')}>
          <Select
            value={tier}
            onChange={(next) => setTier(next as CityTier)}
            options={cityTier.options.map((each) => ({ value: each, label: t(`tier.${each}`) }))}
          />
        </Field>
        <Field label={t('tiers.sourceLabel')} optional hint={t('tiers.sourceHint')}>
          <Input autoComplete="off" value={source} onChange={setSource} />
        </Field>
        <Field label={t('tiers.publishedOn')} optional>
          <Input type="date" value={publishedOn} onChange={setPublishedOn} />
        </Field>
        <Field label={t('tiers.note')} optional>
          <Input autoComplete="off" value={note} onChange={setNote} />
        </Field>
      </div>
    </Dialog>
  );
}
