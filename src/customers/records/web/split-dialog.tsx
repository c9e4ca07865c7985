import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Checkbox } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import type { Format } from '#platform/ui/format.ts';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { duplicatesContract } from '../../duplicates/duplicates.contract.ts';
import { originsContract } from '../../origins/origins.contract.ts';
import { type CustomerDetail, profilesContract } from '../../profiles/profiles.contract.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';
import { recordsContract } from '../records.contract.ts';
import '../../profiles/web/form.css';

const { get, list, count } = profilesContract.endpoints;

/** Chooses the records that belong to somebody else and makes a customer of their own from them. */
export function SplitDialog({ customer, onClose }: { customer: CustomerDetail; onClose: () => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { send, sending, error } = useSend(recordsContract.endpoints.split, {
    refreshes: [get, list, count, originsContract.endpoints.origins, duplicatesContract.endpoints.ofCustomer],
  });
  const { id, displayName, records } = customer;
  const possible = chosen.size > 0 && chosen.size < records.length;
  const toggle = (recordId: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) next.add(recordId);
    else next.delete(recordId);
    setChosen(next);
  };
  const submit = async () => {
    if (!possible) return;
    const made = await send({ id, recordIds: [...chosen] }).catch(() => undefined);
    if (!made) return;
    onClose();
    toast({
      title: t('split.done', { count: chosen.size, shown: format.number(chosen.size), name: displayName }),
      action: { label: t('split.back', { name: displayName }), run: () => go(`/customers/${id}`) },
    });
    go(`/customers/${made.id}`);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('split.title')}
      lead={t('split.consequence', { name: displayName })}
      onSubmit={submit}
      footer={
        <>
          {error ? <span className="cu-problem">{problemText(error)}</span> : null}
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="danger" busy={sending} disabled={!possible}>
            {chosen.size === 0
              ? t('split.act')
              : t('split.actCount', { count: chosen.size, shown: format.number(chosen.size) })}
          </Button>
        </>
      }
    >
      <div className="cu-form" role="group" aria-label={t('split.which')}>
        {records.map((record) => (
          <Checkbox
            key={record.id}
            checked={chosen.has(record.id)}
            onChange={(on) => toggle(record.id, on)}
            note={t(`records.unified.${record.unifiedBy ?? 'none'}`)}
          >
            {[
              sourceTitle(record.sourceName, t),
              record.keyKind === 'content' ? beginningOf(record.payload, format) : record.keyValue,
              format.date(record.receivedAt),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Checkbox>
        ))}
      </div>
      {chosen.size === records.length ? <p className="cu-split-note">{t('split.oneStays')}</p> : null}
    </Dialog>
  );
}

const shownValues = 4;

/** A record without a number is told from others by what it says. */
function beginningOf(payload: Record<string, unknown> | null, { punctuation }: Format): string {
  const values = Object.values(payload ?? {}).filter((value) => typeof value === 'string' && value !== '');
  return values.slice(0, shownValues).join(punctuation.comma);
}
