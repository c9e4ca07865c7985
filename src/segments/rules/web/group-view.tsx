import { Ellipsis, Plus, SquareStack } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '#platform/ui/button.tsx';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { type GroupKey, groupKeys } from '../rule-tree.contract.ts';
import { ChoiceToken } from './choice-token.tsx';
import { ConditionLine } from './condition-line.tsx';
import { ConditionNotes, VerdictMark } from './condition-notes.tsx';
import { type DraftCondition, type DraftGroup, type DraftNode, isGroup } from './draft.ts';
import type { Editing } from './editing.ts';
import { WordPicker } from './word-picker.tsx';

/** A group of a rule and everything in it. */
export function GroupView({
  group,
  editing,
  depth = 0,
}: {
  group: DraftGroup;
  editing: Editing;
  depth?: number;
}) {
  const { t } = useTranslation('segments');
  const acts = useNodeActs(group, editing);
  const ref = useFocusWhenNew(group.id, editing);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys act on the group that the focus is in
    <div
      className="rb-group"
      data-depth={depth || undefined}
      ref={ref}
      onKeyDown={depth > 0 ? acts.onKeyDown : undefined}
    >
      <div className="rb-group-head">
        <VerdictMark verdict={editing.verdicts?.get(group.id)} />
        <ChoiceToken
          label={t('builder.groupLabel')}
          value={group.group}
          options={groupKeys.map((key) => ({ value: key, label: t(`builder.groups.${key}`) }))}
          onChange={(next) => editing.setGroup(group.id, next as GroupKey)}
        />
        {depth > 0 ? <NodeMenu label={t('builder.groupMore')} entries={acts.entries} /> : null}
      </div>
      <ol className="rb-parts">
        {group.parts.map((part, index) => (
          <li key={part.id} className="rb-item">
            <span className="rb-join" aria-hidden={index === 0}>
              {index === 0 ? '' : t(`builder.join.${group.group}`)}
            </span>
            {isGroup(part) ? (
              <GroupView group={part} editing={editing} depth={depth + 1} />
            ) : (
              <ConditionRow node={part} editing={editing} />
            )}
          </li>
        ))}
        <li className="rb-item rb-adds">
          <span className="rb-join" />
          <AddCondition group={group} editing={editing} main={depth === 0} />
          <Button tone="quiet" size="small" icon={SquareStack} onClick={() => editing.addGroup(group.id)}>
            {t('builder.addGroup')}
          </Button>
        </li>
      </ol>
    </div>
  );
}

function AddCondition({ group, editing, main }: { group: DraftGroup; editing: Editing; main: boolean }) {
  const { t } = useTranslation('segments');
  const [open, setOpen] = useState(false);
  const isAsked = editing.picking?.groupId === group.id;
  return (
    <WordPicker
      words={editing.words}
      open={open || isAsked}
      onOpenChange={(next) => {
        setOpen(next);
        if (!next) editing.pickFor(undefined);
      }}
      onPick={(word) => {
        editing.addCondition(group.id, word, isAsked ? editing.picking?.afterId : undefined);
        setOpen(false);
      }}
      trigger={
        <button
          type="button"
          className="pn-button"
          aria-label={t('builder.addCondition')}
          data-tone={main && group.parts.length === 0 ? 'main' : 'quiet'}
          data-size="small"
        />
      }
    >
      <Plus aria-hidden />
      <span>{t('builder.addCondition')}</span>
    </WordPicker>
  );
}

function ConditionRow({ node, editing }: { node: DraftCondition; editing: Editing }) {
  const { t } = useTranslation('segments');
  const acts = useNodeActs(node, editing);
  const ref = useFocusWhenNew(node.id, editing);
  const problems = editing.problems.get(node.id) ?? [];
  const lacks = editing.unfinished.get(node.id) ?? [];
  const wrong = new Set(lacks.map(({ at }) => at));
  return (
    <div
      className="rb-row"
      role="group"
      aria-label={t('builder.condition')}
      ref={ref}
      data-problem={problems.length > 0 || undefined}
      onKeyDownCapture={acts.onKeyDown}
    >
      <div className="rb-row-main">
        <VerdictMark verdict={editing.verdicts?.get(node.id)} />
        <div className="rb-line">
          <ConditionLine
            condition={node.condition}
            words={editing.words}
            wrong={wrong}
            onChange={(condition, what) => editing.setCondition(node.id, condition, what)}
          />
        </div>
        <NodeMenu label={t('builder.more')} entries={acts.entries} />
      </div>
      <ConditionNotes
        condition={node.condition}
        problems={problems}
        lacks={lacks}
        verdict={editing.verdicts?.get(node.id)}
      />
    </div>
  );
}

function NodeMenu({ label, entries }: { label: string; entries: MenuEntry[] }) {
  return (
    <span className="rb-more">
      <Menu
        align="end"
        trigger={<IconButton icon={Ellipsis} size="small" label={label} />}
        entries={entries}
      />
    </span>
  );
}

/** What can be done with a node, by menu and by keys. */
function useNodeActs(node: DraftNode, editing: Editing) {
  const { t } = useTranslation('segments');
  const within = isGroup(node);
  const act = (key: string, keys: string, onSelect: () => void, danger = false): MenuEntry => ({
    key,
    label: t(`builder.acts.${key}`),
    keys,
    onSelect,
    ...(danger ? { danger } : {}),
  });
  const entries: MenuEntry[] = [
    act('up', 'Alt+↑', () => editing.move(node.id, -1)),
    act('down', 'Alt+↓', () => editing.move(node.id, 1)),
    act('duplicate', 'Mod+D', () => editing.duplicate(node.id)),
    within
      ? { key: 'unwrap', label: t('builder.acts.unwrap'), onSelect: () => editing.unwrap(node.id) }
      : act('wrap', 'Mod+G', () => editing.wrap(node.id)),
    { key: 'line', line: true },
    act('remove', 'Mod+Backspace', () => editing.remove(node.id), true),
  ];
  const onKeyDown = (event: KeyboardEvent) => {
    const run = keyAct(event, node, editing);
    if (!run) return;
    event.preventDefault();
    event.stopPropagation();
    run();
  };
  return { entries, onKeyDown };
}

function keyAct(event: KeyboardEvent, node: DraftNode, editing: Editing): (() => void) | undefined {
  const withMod = event.ctrlKey || event.metaKey;
  if (event.altKey && event.key === 'ArrowUp') return () => editing.move(node.id, -1);
  if (event.altKey && event.key === 'ArrowDown') return () => editing.move(node.id, 1);
  if (!withMod) return undefined;
  const isTyping = event.target instanceof HTMLInputElement && event.target.value !== '';
  if (event.key === 'Backspace' && !isTyping) return () => editing.remove(node.id);
  if (event.key === 'Enter') return () => editing.pickAfter(node.id);
  if (event.key.toLowerCase() === 'd') return () => editing.duplicate(node.id);
  if (event.key.toLowerCase() === 'g' && !isGroup(node)) return () => editing.wrap(node.id);
  return undefined;
}

/** What is made, moved or left over gets the focus: where something is to be filled in, there. */
function useFocusWhenNew(id: string, { focus, focused }: Editing) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus !== id) return;
    const row = ref.current;
    const places = [
      '.rb-line [data-invalid] input',
      '.rb-line :is(.rb-figure, .rb-values) input',
      '.rb-line .rb-choice [role="combobox"], .rb-adds button',
      'button',
    ];
    const place = places.map((each) => row?.querySelector<HTMLElement>(each)).find(Boolean);
    place?.focus();
    focused();
  }, [focus, id, focused]);
  return ref;
}
