import { useCallback, useState } from 'react';
import type { GroupKey } from '../rule-tree.contract.ts';
import {
  changeCondition,
  changeGroup,
  conditionNode,
  type DraftGroup,
  duplicateNode,
  findNode,
  groupNode,
  insertNode,
  isGroup,
  type LooseCondition,
  moveNode,
  nodesIn,
  parentOf,
  removeNode,
  unwrapNode,
  wrapNode,
} from './draft.ts';
import { newCondition } from './new-condition.ts';
import type { Lack } from './rule-of-draft.ts';
import type { RuleWord, Words } from './rule-words.ts';
import type { useDraft } from './use-draft.ts';
import type { Verdicts } from './verdicts.ts';

interface Picking {
  groupId: string;
  afterId: string;
}

/** What the parts of a builder do with the rule, and what they know of it. */
export interface Editing {
  words: Words;
  /** What the server says is wrong with a condition, in words. */
  problems: ReadonlyMap<string, readonly string[]>;
  /** Where conditions are not finished. */
  unfinished: ReadonlyMap<string, readonly Lack[]>;
  /** What each node comes to for the customer that is looked at. */
  verdicts: Verdicts | undefined;
  /** The node that is to have the focus. */
  focus: string | undefined;
  focused(): void;
  picking: Picking | undefined;
  pickFor(picking: Picking | undefined): void;
  pickAfter(id: string): void;
  addCondition(groupId: string, word: RuleWord, afterId?: string): void;
  addGroup(groupId: string): void;
  setCondition(id: string, condition: LooseCondition, what?: string): void;
  setGroup(id: string, group: GroupKey): void;
  move(id: string, step: -1 | 1): void;
  duplicate(id: string): void;
  wrap(id: string): void;
  unwrap(id: string): void;
  remove(id: string): void;
}

type Known = Pick<Editing, 'words' | 'problems' | 'unfinished' | 'verdicts'>;

/** Everything that can be done with a draft, with the focus that follows. */
export function useEditing({ draft, change }: ReturnType<typeof useDraft>, known: Known): Editing {
  const [focus, setFocus] = useState<string>();
  const [picking, pickFor] = useState<Picking>();
  const focused = useCallback(() => setFocus(undefined), []);
  const changeAt = (id: string | undefined, make: (draft: DraftGroup) => DraftGroup) => {
    change(make);
    setFocus(id);
  };
  return {
    ...known,
    focus,
    focused,
    picking,
    pickFor,
    pickAfter(id) {
      const parent = parentOf(draft, id);
      if (parent) pickFor({ groupId: parent.id, afterId: id });
    },
    addCondition(groupId, { type, asked }, afterId) {
      const node = conditionNode(newCondition(type, asked));
      pickFor(undefined);
      changeAt(node.id, (before) => insertNode(before, groupId, node, afterId));
    },
    addGroup(groupId) {
      const group = groupNode(otherGroup(findNode(draft, groupId)));
      changeAt(group.id, (before) => insertNode(before, groupId, group));
    },
    setCondition: (id, condition, what) =>
      change((before) => changeCondition(before, id, condition), what && `${id} ${what}`),
    setGroup: (id, group) => change((before) => changeGroup(before, id, group)),
    move: (id, step) => changeAt(id, (before) => moveNode(before, id, step)),
    duplicate(id) {
      const [changed, copy] = duplicateNode(draft, id);
      changeAt(copy, () => changed);
    },
    wrap: (id) => changeAt(id, (before) => wrapNode(before, id, otherGroup(parentOf(before, id)))),
    unwrap: (id) => change((before) => unwrapNode(before, id)),
    remove: (id) => changeAt(nextTo(draft, id), (before) => removeNode(before, id)),
  };
}

/** A group within another one is there to say something else. */
function otherGroup(around: ReturnType<typeof findNode>): GroupKey {
  return around && isGroup(around) && around.group === 'any' ? 'all' : 'any';
}

/** Where the focus goes from a node that is taken away. */
function nextTo(draft: DraftGroup, id: string): string | undefined {
  const parent = parentOf(draft, id);
  const at = parent?.parts.findIndex((part) => part.id === id) ?? -1;
  const near = parent?.parts[at + 1] ?? parent?.parts[at - 1];
  return near?.id ?? nodesIn(removeNode(draft, id))[0]?.id;
}
