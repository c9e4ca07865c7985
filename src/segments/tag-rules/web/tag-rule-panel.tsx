import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field } from '#platform/ui/field.tsx';
import { Link } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { segmentsContract } from '../../segments/segments.contract.ts';
import { tagRulesContract } from '../tag-rules.contract.ts';

const { tagRule, settlingTags, setTagRule, endTagRule } = tagRulesContract.endpoints;
const refreshes = [tagRule, settlingTags];
const askAgainMs = 1_500;

/** The slot `tag.rule`: which segment a tag follows; chosen, changed and ended where the tag is kept. */
export function Panel({ tagId }: { tagId: string }) {
  const { t } = useTranslation('segments');
  const { data, error } = useEndpoint(
    tagRule,
    { id: tagId },
    { refreshMs: (latest) => (latest?.settled === false ? askAgainMs : false) },
  );
  const setting = useSend(setTagRule, { refreshes });
  const [ending, setEnding] = useState(false);
  const segment = data?.segment ?? null;
  const named = useEndpoint(segmentsContract.endpoints.segmentNames, {});
  const wrong = error ?? setting.error;
  const chosen = segment && { value: segment.id, label: segment.name ?? t('tagRule.hidden') };
  const options = (named.data?.items ?? []).flatMap(({ id, name, kind }) =>
    kind === 'dynamic' ? [{ value: id, label: name }] : [],
  );
  return (
    <Field label={t('tagRule.title')} hint={t('tagRule.hint')} error={wrong ? problemText(wrong) : undefined}>
      <Combobox
        value={chosen}
        options={options}
        disabled={!data || setting.sending}
        placeholder={t('tagRule.choose')}
        onChange={(option) => {
          if (option) void setting.send({ id: tagId, segmentId: option.value }).catch(() => {});
          else if (segment) setEnding(true);
        }}
      />
      {segment ? (
        <p className="pn-soft">
          {data?.settled === false ? (
            t('tagRule.settling')
          ) : (
            <Link to={`/segments/${segment.id}`}>
              {t(`tagRule.${segment.standsStill ?? 'follows'}`, { name: chosen?.label })}
            </Link>
          )}{' '}
          <Button size="small" tone="quiet" onClick={() => setEnding(true)}>
            {t('tagRule.end')}
          </Button>
        </p>
      ) : null}
      {data && !segment && !data.settled ? <p className="pn-soft">{t('tagRule.takingOff')}</p> : null}
      {ending ? <EndDialog tagId={tagId} onClose={() => setEnding(false)} /> : null}
    </Field>
  );
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
