import { X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { call } from '#platform/ui/client.ts';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Dialog } from '#platform/ui/dialog.tsx';
import { useKeptAnswers, useSend } from '#platform/ui/endpoint-hooks.ts';
import { Field, Input, Textarea } from '#platform/ui/field.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { Slot } from '#platform/ui/slots.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { profilesContract } from '../../profiles/profiles.contract.ts';
import { type TagColour, type TagEntry, tagColour, tagsContract } from '../tags.contract.ts';
import { TagDot } from './tag-badge.tsx';
import '../../profiles/web/form.css';

const { tags, makeTag, updateTag, dropFormerName } = tagsContract.endpoints;
const { list, get } = profilesContract.endpoints;

interface TagDialogProps {
  /** Null makes a new one. */
  tag: TagEntry | null;
  groups: string[];
  onClose: () => void;
}

/** What a tag is called, means and looks like, and who keeps it. */
export function TagDialog({ tag, groups, onClose }: TagDialogProps) {
  const { t } = useTranslation('customers');
  const [name, setName] = useState(tag?.name ?? '');
  const [group, setGroup] = useState(tag?.group ?? '');
  const [colour, setColour] = useState<TagColour>(tag?.colour ?? 'grey');
  const [description, setDescription] = useState(tag?.description ?? '');
  const [keeperId, setKeeperId] = useState(tag?.keeperId ?? null);
  const groupList = useId();
  const refreshes = [tags, list, get];
  const making = useSend(makeTag, { refreshes });
  const updating = useSend(updateTag, { refreshes });
  const error = making.error ?? updating.error;
  const version = useRef(tag?.version);
  const saveBesides = useRef<() => Promise<unknown>>(undefined);
  const [besides, setBesides] = useState<{ saving: boolean; error?: unknown }>({ saving: false });
  const submit = async () => {
    if (!name.trim()) return;
    const words = {
      name: name.trim(),
      group: group.trim() || null,
      colour,
      description: description.trim() || null,
      keeperId,
    };
    const sent = tag
      ? updating.send({ id: tag.id, ...words }, { version: version.current })
      : making.send(words);
    const saved = await sent.catch(() => undefined);
    if (!saved) return;
    // What is saved besides may be refused: then Save goes on from here.
    version.current = saved.version;
    setBesides({ saving: true });
    try {
      await saveBesides.current?.();
      onClose();
    } catch (error) {
      setBesides({ saving: false, error });
    }
  };
  const saving = making.sending || updating.sending || besides.saving;
  const onChosen = (save: (() => Promise<unknown>) | undefined) => {
    saveBesides.current = save;
    setBesides({ saving: false });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={tag ? t('tags.editOne', { name: tag.name }) : t('tags.new')}
      onSubmit={submit}
      footer={
        <>
          {besides.error ? <span role="alert">{problemText(besides.error)}</span> : null}
          <Button onClick={onClose}>{t('new.cancel')}</Button>
          <Button type="submit" tone="main" busy={saving} disabled={!name.trim()}>
            {t(tag ? 'contact.save' : 'tags.create')}
          </Button>
        </>
      }
    >
      <div className="cu-form">
        <Field
          label={t('tags.name')}
          hint={tag ? t('tags.nameHint') : undefined}
          error={error ? problemText(error) : undefined}
        >
          <Input autoComplete="off" maxLength={60} value={name} onChange={setName} />
        </Field>
        <ColourChoice value={colour} onChange={setColour} />
        <Field label={t('tags.group')} optional hint={t('tags.groupHint')}>
          <Input autoComplete="off" maxLength={60} list={groupList} value={group} onChange={setGroup} />
        </Field>
        <datalist id={groupList}>
          {groups.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
        <Field label={t('tags.description')} optional hint={t('tags.descriptionHint')}>
          <Textarea rows={2} maxLength={500} value={description} onChange={setDescription} />
        </Field>
        <KeeperField value={keeperId} onChange={setKeeperId} />
        {tag && !tag.archivedAt ? <Slot name="tag.rule" props={{ tagId: tag.id, onChosen }} /> : null}
        {tag && tag.formerNames.length > 0 ? <FormerNames tag={tag} onDone={onClose} /> : null}
      </div>
    </Dialog>
  );
}

function ColourChoice({ value, onChange }: { value: TagColour; onChange: (colour: TagColour) => void }) {
  const { t } = useTranslation('customers');
  const name = useId();
  return (
    <fieldset className="tp-colours">
      <legend>{t('tags.colour')}</legend>
      {tagColour.options.map((colour) => (
        <label key={colour}>
          <input type="radio" name={name} checked={colour === value} onChange={() => onChange(colour)} />
          <TagDot colour={colour} />
          <span>{t(`tags.colours.${colour}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}

function KeeperField({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('customers');
  const options = useColleagues()
    .filter(({ id, active }) => active || id === value)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Field label={t('tags.keeper')} optional hint={t('tags.keeperHint')}>
      <Combobox
        value={options.find((option) => option.value === value) ?? null}
        onChange={(option) => onChange(option?.value ?? null)}
        options={options}
        placeholder={t('owner.find')}
      />
    </Field>
  );
}

function FormerNames({ tag, onDone }: { tag: TagEntry; onDone: () => void }) {
  const { t } = useTranslation('customers');
  const { refresh } = useKeptAnswers();
  const drop = async (formerId: string, name: string) => {
    try {
      await call(dropFormerName, { id: tag.id, formerId });
      await refresh(tags);
      toast({ title: t('tags.dropped', { name }) });
      onDone();
    } catch (error) {
      toast({ tone: 'danger', title: t('tags.notChanged'), note: problemText(error) });
    }
  };
  return (
    <div>
      <p className="tp-former-lead">{t('tags.formerLead')}</p>
      <ul className="tp-former">
        {tag.formerNames.map(({ id, name }) => (
          <li key={id}>
            <span>{name}</span>
            <IconButton
              icon={X}
              size="small"
              label={t('tags.drop', { name })}
              onClick={() => void drop(id, name)}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}
