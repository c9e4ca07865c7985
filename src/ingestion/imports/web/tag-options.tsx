import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chip } from '#platform/ui/chip.tsx';
import { Field, Input } from '#platform/ui/field.tsx';

export interface TagOptionsProps {
  tags: string[];
  onChange: (tags: string[]) => void;
}

const most = 20;

/** Tags that every customer of the file gets: typed, with Enter or a comma after each. */
export function TagOptions({ tags, onChange }: TagOptionsProps) {
  const { t } = useTranslation('ingestion');
  const [text, setText] = useState('');
  const add = () => {
    const wanted = text
      .split(/[,，、;；]/)
      .map((each) => each.trim().slice(0, 100))
      .filter((each) => each !== '' && !tags.includes(each));
    setText('');
    if (wanted.length > 0) onChange([...new Set([...tags, ...wanted])].slice(0, most));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' || event.key === ',' || event.key === '，') {
      event.preventDefault();
      add();
    }
    if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1));
  };
  return (
    <Field label={t('options.tags')} hint={t('options.tagsHint')} optional>
      <Input
        value={text}
        placeholder={t('options.tagsPlaceholder')}
        onChange={setText}
        onKeyDown={onKeyDown}
        onBlur={add}
      />
      {tags.length > 0 ? (
        <div className="im-tags">
          {tags.map((tag) => (
            <Chip key={tag} words={tag} onRemove={() => onChange(tags.filter((each) => each !== tag))} />
          ))}
        </div>
      ) : null}
    </Field>
  );
}
