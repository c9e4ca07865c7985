import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { RadioCards } from '#platform/ui/choice.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { mostCombined, type Segment, segmentsContract } from '../segments.contract.ts';

const { combineSegments, segmentNames, segments: list } = segmentsContract.endpoints;
const operations = ['union', 'intersection', 'difference'] as const;

/** Makes one segment of several: who is in any of them, in all, or in the first alone. */
export function CombineDialog({ segments, onClose }: { segments: readonly Segment[]; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const go = useGo();
  const [operation, setOperation] = useState<(typeof operations)[number]>('union');
  const [name, setName] = useState('');
  const { send, sending, error } = useSend(combineSegments, { refreshes: [list, segmentNames] });
  const [firstId, setFirstId] = useState(segments[0]?.id ?? '');
  const inTurn = segments.toSorted((one, other) => Number(other.id === firstId) - Number(one.id === firstId));
  const [first = '', ...others] = inTurn.map((segment) => `“${segment.name}”`);
  const tooMany = segments.length > mostCombined;
  const { name: nameProblem } = fieldProblems(error);
  const combine = async () => {
    const ids = inTurn.map(({ id }) => id);
    const made = await send({ operation, segments: ids, name: name.trim() }).catch(() => undefined);
    if (made) go(`/segments/${made.id}`);
  };
  return (
    <Dialog
      open
      title={t('combine.title')}
      onClose={onClose}
      onSubmit={combine}
      footer={
        <>
          <Button onClick={onClose}>{t('save.back')}</Button>
          <Button tone="main" type="submit" busy={sending} disabled={tooMany || name.trim() === ''}>
            {t('save.save')}
          </Button>
        </>
      }
    >
      <div className="sg-form">
        <Field label={t('save.name')} error={nameProblem}>
          <Input value={name} onChange={setName} maxLength={80} autoComplete="off" />
        </Field>
        <RadioCards
          label={t('combine.how')}
          value={operation}
          onChange={(next) => setOperation(next as typeof operation)}
          options={operations.map((value) => ({
            value,
            title: t(`combine.${value}`),
            note: t(`combine.${value}Note`, {
              first,
              others: format.list(others, { or: true }),
              all: format.list([first, ...others], { or: value === 'union' }),
            }),
          }))}
        />
        {operation === 'difference' ? (
          <Field label={t('combine.first')}>
            <Select
              value={firstId}
              onChange={setFirstId}
              options={segments.map(({ id, name: label }) => ({ value: id, label }))}
            />
          </Field>
        ) : null}
        {tooMany || (error && !nameProblem) ? (
          <p className="sg-problem" role="alert">
            {tooMany ? t('combine.tooMany', { most: mostCombined }) : problemText(error)}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
