import { Dialog } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Avatar } from '#platform/ui/avatar.tsx';
import { Kbd } from '#platform/ui/kbd.tsx';
import { useGo } from '#platform/ui/link.tsx';
import './command-palette.css';
import { type Command, useCommands } from './commands.ts';

/** One field for everything: find a customer, go somewhere, do something. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const { groups, searching } = useCommands(text.trim());
  const commands = groups.flatMap((group) => group.commands);
  const chosen = commands[Math.min(at, commands.length - 1)];
  const list = useId();
  const go = useGo();
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    if (command.to) go(command.to);
    else command.run?.();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((commands.indexOf(chosen!) + step + commands.length) % Math.max(1, commands.length));
    else if (event.key === 'Enter') run(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="pn-veil" />
        <Dialog.Popup className="pn-palette" aria-label={t('search.open')}>
          <div className="pn-palette-field">
            <Search size={18} className="pn-faint" aria-hidden />
            <input
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              placeholder={t('search.placeholder')}
              role="combobox"
              aria-expanded
              aria-label={t('search.open')}
              aria-controls={list}
              aria-activedescendant={chosen ? `${list}-${chosen.key}` : undefined}
              autoComplete="off"
              spellCheck={false}
            />
            <Kbd keys="Esc" />
          </div>
          <div
            className="pn-palette-list pn-scroll"
            id={list}
            role="listbox"
            aria-label={t('search.results')}
            aria-busy={searching}
          >
            {groups.map((group) => (
              <div key={group.key} role="group" aria-label={group.label}>
                <div className="pn-menu-label" aria-hidden>
                  {group.label}
                </div>
                {group.commands.map((command) => (
                  <Row
                    key={command.key}
                    id={`${list}-${command.key}`}
                    command={command}
                    chosen={command === chosen}
                    onPoint={() => setAt(commands.indexOf(command))}
                    onRun={() => run(command)}
                  />
                ))}
              </div>
            ))}
          </div>
          {commands.length === 0 ? (
            <p className="pn-palette-none" role="status">
              {searching ? t('search.searching') : t('search.none', { text })}
            </p>
          ) : null}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface RowProps {
  id: string;
  command: Command;
  chosen: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Row({ id, command, chosen, onPoint, onRun }: RowProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const Icon = command.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={chosen}
      className="pn-item"
      onPointerMove={onPoint}
      onClick={onRun}
    >
      {command.kind ? <Avatar name={command.label} kind={command.kind} /> : null}
      {Icon ? <Icon aria-hidden /> : null}
      <span className="pn-item-text pn-clip">
        {command.label}
        {command.note ? <span className="pn-palette-note"> · {command.note}</span> : null}
      </span>
      {command.keys ? <Kbd keys={command.keys} /> : null}
    </div>
  );
}
