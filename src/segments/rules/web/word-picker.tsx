import { Combobox as Base } from '@base-ui/react/combobox';
import { Search } from 'lucide-react';
import { type ReactElement, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KnownWord, useKnownWords, wordsFor } from './known-words.ts';
import { type Words, wordGroups } from './rule-words.ts';

export interface WordPickerProps {
  words: Words | undefined;
  onPick: (word: KnownWord) => void;
  trigger: ReactElement<Record<string, unknown>>;
  /** Stands in the trigger. */
  children: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

/** Chooses what to ask by typing: a name in either language, in pinyin, or what else people call it. */
export function WordPicker({ words, onPick, trigger, children, open, onOpenChange }: WordPickerProps) {
  const { t, i18n } = useTranslation('segments');
  const [text, setText] = useState('');
  const [wasOpen, setWasOpen] = useState(false);
  const known = useKnownWords(words, wasOpen);
  const groups = useMemo(() => {
    const found = wordsFor(known, text.trim());
    if (text.trim()) return [{ value: 'found', items: found }];
    return wordGroups
      .map((group) => ({ value: group as string, items: found.filter((word) => word.group === group) }))
      .filter(({ items }) => items.length > 0);
  }, [known, text]);
  const other = i18n.language === 'zh' ? 'en' : 'zh-CN';
  return (
    <Base.Root
      items={groups}
      filter={null}
      value={null}
      open={open}
      inputValue={text}
      onInputValueChange={setText}
      onOpenChange={(next) => {
        if (next) setWasOpen(true);
        else setText('');
        onOpenChange?.(next);
      }}
      onValueChange={(word: KnownWord | null) => word && onPick(word)}
      itemToStringLabel={(word: KnownWord) => word.name}
      autoHighlight
    >
      <Base.Trigger render={trigger}>{children}</Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="start" className="pn-float">
          <Base.Popup className="pn-popup rb-picker" aria-label={t('builder.pick')}>
            <div className="rb-picker-search">
              <Search size={16} aria-hidden />
              <Base.Input aria-label={t('builder.pick')} placeholder={t('builder.pickHint')} />
            </div>
            <Base.Empty className="pn-combo-empty">{t('builder.pickNone')}</Base.Empty>
            <Base.List className="rb-picker-list">
              {(group: (typeof groups)[number]) => (
                <Base.Group key={group.value} items={group.items}>
                  {group.value === 'found' ? null : (
                    <Base.GroupLabel className="pn-menu-label">
                      {t(`builder.group.${group.value}`)}
                    </Base.GroupLabel>
                  )}
                  <Base.Collection>
                    {(word: KnownWord) => (
                      <Base.Item key={word.key} value={word} className="pn-item">
                        <span className="pn-item-text">{word.name}</span>
                        {text.trim() && word.other !== word.name ? (
                          <span className="rb-other" lang={other}>
                            {word.other}
                          </span>
                        ) : null}
                      </Base.Item>
                    )}
                  </Base.Collection>
                </Base.Group>
              )}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
