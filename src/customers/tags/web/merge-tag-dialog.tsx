import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useEndpoint, useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field } from '#platform/ui/field.tsx';
import { useGo } from '#platform/ui/link.tsx';
import { problemText } from '#platform/ui/problem.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { type TagEntry, tagsContract } from '../tags.contract.ts';

const { tags: allTags, mergeSums, mergeTag } = tagsContract.endpoints;
const { list, count, get } = profilesContract.endpoints;

/** Merges a tag into another; says before whom it concerns, and that there is no way back. */
export function MergeTagDialog(props: { tag: TagEntry; tags: TagEntry[]; onClose: () => void }) {
  const { tag, tags, onClose } = props;
  const { t } = useTranslation('customers');
  const format = useFormat();
  const go = useGo();
  const { refreshWork } = useKeptAnswers();
  const [into, setInto] = useState<Option | null>(null);
  const sums = useEndpoint(mergeSums, { id: tag.id, into: into?.value ?? '0' }, { enabled: into !== null });
  const { send, sending, error } = useSend(mergeTag, { refreshes: [allTags, list, count, get] });
  const submit = async () => {
    if (!into) return;
    const work = await send({ id: tag.id, into: into.value }).catch(() => undefined);
    if (!work) return;
    refreshWork();
    toast({
      title: t('tags.merging', { name: tag.name, into: into.label }),
      action: { label: t('work.show'), run: () => go(`/customers/works/${work.id}`) },
    });
    onClose();
  };
  const words = (key: string, number: number) => t(key, { count: number, shown: format.number(number) });
  const counted = into && sums.data && !sums.isPlaceholderData ? sums.data : undefined;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('tags.mergeOne', { name: tag.name })}
      lead={t('tags.mergeLead', { name: tag.name })}
      onSubmit={submit}
      footer={
        <>
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="danger" busy={sending} disabled={!into}>
            {t('tags.mergeDo')}
          </Button>
        </>
      }
    >
      <Field label={t('tags.mergeInto')} error={error ? problemText(error) : undefined}>
        <Combobox
          value={into}
          onChange={setInto}
          options={tags.filter(({ id }) => id !== tag.id).map(({ id, name }) => ({ value: id, label: name }))}
          placeholder={t('tags.findOne')}
        />
      </Field>
      <p className="tp-sums" aria-live="polite">
        {counted
          ? [
              words('tags.mergeMoves', counted.customers),
              counted.both > 0 ? words('tags.mergeBoth', counted.both) : '',
            ]
              .filter(Boolean)
              .join(format.punctuation.between)
          : sums.error && into
            ? problemText(sums.error)
            : null}
      </p>
    </Dialog>
  );
}
