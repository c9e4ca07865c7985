import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field } from '#platform/ui/field.tsx';
import { Link } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { tagRulesContract } from '../tag-rules.contract.ts';

const { tagRule, settlingTags, setTagRule, endTagRule } = tagRulesContract.endpoints;
const refreshes = [tagRule, settlingTags];
const askAgainMs = 1_500;

interface PanelProps {
  tagId: string;
  /** Gives what Save is to do besides; undefined where nothing else is chosen. */
  onChosen: (save: (() => Promise<unknown>) | undefined) => void;
}

/** The slot `tag.rule`: which segment a tag follows; chosen and changed by Save where the tag is kept, ended here. */
export function Panel({ tagId, onChosen }: PanelProps) {
  const { t } = useTranslation('segments');
  const { data, error } = useEndpoint(
    tagRule,
    { id: tagId },
    { refreshMs: (latest) => (latest?.settled === false ? askAgainMs : false) },
  );
  const { send, sending } = useSend(setTagRule, { refreshes });
  const [chosen, setChosen] = useState<Option | null>(null);
  const [ending, setEnding] = useState(false);
  const segment = data?.segment ?? null;
  const named = useEndpoint(segmentsContract.endpoints.segmentNames, {});
  const followed = segment && { value: segment.id, label: segment.name ?? t('tagRule.hidden') };
  const options = (named.data?.items ?? []).flatMap(({ id, name, kind }) =>
    kind === 'dynamic' ? [{ value: id, label: name }] : [],
  );
  const choose = (option: Option | null) => {
    // To follow nothing any more asks what becomes of those who carry the tag.
    if (!option && !chosen && segment) return setEnding(true);
    const next = option && option.value !== segment?.id ? option : null;
    setChosen(next);
    onChosen(next ? () => send({ id: tagId, segmentId: next.value }) : undefined);
  };
  return (
    <Field label={t('tagRule.title')} hint={t('tagRule.hint')} error={error ? problemText(error) : undefined}>
      <Combobox
        value={chosen ?? followed}
        options={options}
        disabled={!data || sending}
        placeholder={t('tagRule.choose')}
        onChange={choose}
      />
      {chosen ? (
        <p ref={intoSight} className="pn-soft">
          {t('tagRule.onSave', { name: chosen.label })}
        </p>
      ) : null}
      {segment && !chosen ? (
        <p className="pn-soft">
          {data?.settled === false ? (
            t('tagRule.settling')
          ) : (
            <Link to={`/segments/${segment.id}`}>
              {t(`tagRule.${segment.standsStill ?? 'follows'}`, { name: followed?.label })}
            </Link>
          )}{' '}
          <Button size="small" tone="quiet" onClick={() => setEnding(true)}>
            {t('tagRule.end')}
          </Button>
        </p>
      ) : null}
      {data && !segment && !chosen && !data.settled ? (
        <p className="pn-soft">{t('tagRule.takingOff')}</p>
      ) : null}
      {ending ? <EndDialog tagId={tagId} onClose={() => setEnding(false)} /> : null}
    </Field>
  );
}

/** The rule stands last in its dialog: what its choice brings would lie below the edge. */
function intoSight(element: HTMLElement | null) {
  element?.scrollIntoView({ block: 'nearest' });
}

/** Asks what becomes of those who carry the tag by its rule. */
function EndDialog({ tagId, onClose }: { tagId: string; onClose: () => void }) {
  const { t } = useTranslation('segments');
  const { send, sending, error } = useSend(endTagRule, { refreshes });
  const end = async (carriers: 'keep' | 'takeOff') => {
    if (await send({ id: tagId, carriers }).catch(() => undefined)) onClose();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tagRule.endTitle')}
      lead={t('tagRule.endText')}
      footer={
        <>
          {error ? <span role="alert">{problemText(error)}</span> : null}
          <Button onClick={onClose}>{t('tagRule.cancel')}</Button>
          <Button busy={sending} onClick={() => void end('takeOff')}>
            {t('tagRule.takeOff')}
          </Button>
          <Button tone="main" busy={sending} onClick={() => void end('keep')}>
            {t('tagRule.keep')}
          </Button>
        </>
      }
    />
  );
}
