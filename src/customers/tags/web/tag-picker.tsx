import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Input } from '#platform/ui/field.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { TagDot } from './tag-badge.tsx';
import './tags.css';
import { useTags } from './use-tags.ts';

const offered = 8;

/** Finds a tag while one types, or makes the typed one; Enter takes what was typed. */
export function TagPicker({ except, onPick }: { except: string[]; onPick: (name: string) => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const [text, setText] = useState('');
  const { items } = useTags({ counts: true });
  const typed = text.trim();
  const free = items?.filter(({ name, archivedAt }) => !archivedAt && !except.includes(name)) ?? [];
  const found = free.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  const isKnown = items?.some(({ name }) => name === typed) ?? false;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (typed) onPick(typed);
  };
  return (
    <form className="tg-picker" onSubmit={submit}>
      <Input
        autoFocus
        autoComplete="off"
        maxLength={60}
        aria-label={t('tags.name')}
        placeholder={t('tags.find')}
        value={text}
        onChange={setText}
      />
      <ul className="tg-found">
        {found.slice(0, offered).map(({ id, name, colour, customers, exact }) => (
          <li key={id}>
            <button type="button" className="pn-item" onClick={() => onPick(name)}>
              <TagDot colour={colour} />
              <span className="pn-item-text">{name}</span>
              <span className="pn-faint pn-num">
                {customers === null ? '' : `${format.number(customers)}${exact ? '' : '+'}`}
              </span>
            </button>
          </li>
        ))}
        {typed && !isKnown ? (
          <li>
            <button type="submit" className="pn-item">
              <Plus size={14} aria-hidden />
              <span className="pn-item-text">{t('tags.make', { name: typed })}</span>
            </button>
          </li>
        ) : null}
        {!typed && free.length === 0 ? <li className="tg-none">{t('tags.none')}</li> : null}
      </ul>
    </form>
  );
}
