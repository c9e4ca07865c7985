import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MeantInput } from '#customers/public.contract.ts';
import { useBegunWork } from '#customers/public.web.ts';
import { Button } from '#platform/ui/button.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { fieldProblems, problemText } from '#platform/ui/problem.ts';
import { Select } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import '../../segments/web/segments.css';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { membershipsContract } from '../memberships.contract.ts';
import { refreshedByMoves } from './hand-members.tsx';

const { segmentNames, makeSegment } = segmentsContract.endpoints;
const newList = 'new';

interface PanelProps {
  meant: MeantInput;
  onDone: () => void;
}

/** The slot `customers.bulk`: puts those who are chosen into a list made by hand. */
export function Panel(props: PanelProps) {
  const { t } = useTranslation('segments');
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="small" icon={ListPlus} onClick={() => setOpened(true)}>
        {t('members.addTo')}
      </Button>
      {opened ? <AddDialog {...props} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function AddDialog({ meant, onDone, onClose }: PanelProps & { onClose: () => void }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const go = useGo();
  const { data } = useEndpoint(segmentNames, {});
  const lists = (data?.items ?? []).filter(({ kind, mayChange }) => kind === 'hand' && mayChange);
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState('');
  const making = useSend(makeSegment, { refreshes: refreshedByMoves });
  const adding = useSend(membershipsContract.endpoints.addMeant, { refreshes: refreshedByMoves });
  const hasBegun = useBegunWork(...refreshedByMoves);
  // A new list, which wants a name first: a mere Enter must not put people into one that is there already.
  const list = chosen ?? newList;
  const isNew = list === newList;
  const error = making.error ?? adding.error;
  const { name: nameProblem } = fieldProblems(making.error);
  const add = async () => {
    const segment = isNew
      ? await making.send({ name: name.trim(), kind: 'hand' }).catch(() => undefined)
      : lists.find(({ id }) => id === list);
    if (!segment) return;
    // Should putting them in be refused, the next try goes into the list that is there by now.
    setChosen(segment.id);
    const done = await adding.send({ id: segment.id, meant }).catch(() => undefined);
    if (!done) return;
    const words = { name: segment.name, count: done.moved, shown: format.number(done.moved) };
    if (done.work) hasBegun(done.work);
    else
      toast({
        tone: 'done',
        title: done.moved === 0 ? t('members.addedNone', words) : t('members.addedMany', words),
        action: { label: t('members.show'), run: () => go(`/segments/${segment.id}`) },
      });
    onClose();
    onDone();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('members.addToTitle')}
      lead={t('members.addToLead')}
      onSubmit={add}
      footer={
        <>
          <Button onClick={onClose}>{t('save.back')}</Button>
          <Button
            tone="main"
            type="submit"
            busy={making.sending || adding.sending}
            disabled={!data || (isNew && name.trim() === '')}
          >
            {t('members.doAdd')}
          </Button>
        </>
      }
    >
      <div className="sg-form">
        <Field label={t('members.list')}>
          <Select
            value={list}
            onChange={setChosen}
            options={[
              { value: newList, label: t('members.newList') },
              ...lists.map(({ id, name: label }) => ({ value: id, label })),
            ]}
          />
        </Field>
        {isNew ? (
          <Field label={t('members.newName')} error={nameProblem}>
            <Input value={name} onChange={setName} maxLength={80} autoComplete="off" />
          </Field>
        ) : null}
        {error && !nameProblem ? (
          <p className="sg-problem" role="alert">
            {problemText(error)}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
