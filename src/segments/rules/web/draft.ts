import type { ConditionType } from '../conditions/conditions.contract.ts';
import type { GroupKey } from '../rule-tree.contract.ts';

/** A condition as somebody is writing it: its values may still be missing. */
export type LooseCondition = { type: ConditionType } & Record<string, unknown>;

export interface DraftCondition {
  id: string;
  condition: LooseCondition;
}

export interface DraftGroup {
  id: string;
  group: GroupKey;
  parts: DraftNode[];
}

/** A rule being written. Every node keeps its id while it is moved about, and with it the focus of whoever writes. */
export type DraftNode = DraftCondition | DraftGroup;

export function isGroup(node: DraftNode): node is DraftGroup {
  return 'group' in node;
}

let made = 0;

function newId(): string {
  made += 1;
  return `n${made}`;
}

export function conditionNode(condition: LooseCondition): DraftCondition {
  return { id: newId(), condition };
}

export function groupNode(group: GroupKey, parts: DraftNode[] = []): DraftGroup {
  return { id: newId(), group, parts };
}

/** The node with this id; undefined where it is gone. */
export function findNode(root: DraftNode, id: string): DraftNode | undefined {
  if (root.id === id) return root;
  if (!isGroup(root)) return undefined;
  for (const part of root.parts) {
    const found = findNode(part, id);
    if (found) return found;
  }
  return undefined;
}

export function parentOf(root: DraftGroup, id: string): DraftGroup | undefined {
  if (root.parts.some((part) => part.id === id)) return root;
  for (const part of root.parts) {
    const found = isGroup(part) ? parentOf(part, id) : undefined;
    if (found) return found;
  }
  return undefined;
}

/** Every node in the order in which they are read. */
export function nodesIn(node: DraftNode): DraftNode[] {
  return isGroup(node) ? [node, ...node.parts.flatMap(nodesIn)] : [node];
}

function withParts(
  root: DraftGroup,
  groupId: string,
  change: (parts: DraftNode[], group: DraftGroup) => DraftNode[],
): DraftGroup {
  const parts = root.parts.map((part) => (isGroup(part) ? withParts(part, groupId, change) : part));
  return { ...root, parts: root.id === groupId ? change(parts, root) : parts };
}

export function changeCondition(root: DraftGroup, id: string, condition: LooseCondition): DraftGroup {
  const change = (node: DraftNode): DraftNode => {
    if (isGroup(node)) return { ...node, parts: node.parts.map(change) };
    return node.id === id ? { ...node, condition } : node;
  };
  return change(root) as DraftGroup;
}

export function changeGroup(root: DraftGroup, id: string, group: GroupKey): DraftGroup {
  const change = (node: DraftNode): DraftNode => {
    if (!isGroup(node)) return node;
    return { ...node, group: node.id === id ? group : node.group, parts: node.parts.map(change) };
  };
  return change(root) as DraftGroup;
}

/** Puts a node at the end of a group, or behind one of its parts. */
export function insertNode(root: DraftGroup, groupId: string, node: DraftNode, afterId?: string): DraftGroup {
  return withParts(root, groupId, (parts) => {
    const at = afterId === undefined ? parts.length : parts.findIndex(({ id }) => id === afterId) + 1;
    return parts.toSpliced(at, 0, node);
  });
}

/** Takes a node out; groups other than the whole that are left empty go with it. */
export function removeNode(root: DraftGroup, id: string): DraftGroup {
  const parent = parentOf(root, id);
  if (!parent) return root;
  if (parent.parts.length === 1 && parent.id !== root.id) return removeNode(root, parent.id);
  return withParts(root, parent.id, (parts) => parts.filter((part) => part.id !== id));
}

function copyOf(node: DraftNode): DraftNode {
  return isGroup(node)
    ? groupNode(node.group, node.parts.map(copyOf))
    : conditionNode(structuredClone(node.condition));
}

/** A copy right behind it. Gives the id of the copy. */
export function duplicateNode(root: DraftGroup, id: string): [DraftGroup, string | undefined] {
  const node = findNode(root, id);
  const parent = parentOf(root, id);
  if (!node || !parent) return [root, undefined];
  const copy = copyOf(node);
  return [insertNode(root, parent.id, copy, id), copy.id];
}

/** Puts a group of its own around a node. */
export function wrapNode(root: DraftGroup, id: string, group: GroupKey): DraftGroup {
  const parent = parentOf(root, id);
  if (!parent) return root;
  return withParts(root, parent.id, (parts) =>
    parts.map((part) => (part.id === id ? groupNode(group, [part]) : part)),
  );
}

/** Puts the parts of a group in its place. */
export function unwrapNode(root: DraftGroup, id: string): DraftGroup {
  const node = findNode(root, id);
  const parent = parentOf(root, id);
  if (!node || !parent || !isGroup(node)) return root;
  return withParts(root, parent.id, (parts) =>
    parts.flatMap((part) => (part.id === id ? node.parts : [part])),
  );
}

/**
 * One step up or down as it is read: past a condition, into a group that stands next to it, and at the end of a group
 * out of it.
 */
export function moveNode(root: DraftGroup, id: string, step: -1 | 1): DraftGroup {
  const node = findNode(root, id);
  const parent = parentOf(root, id);
  if (!node || !parent) return root;
  const at = parent.parts.findIndex((part) => part.id === id);
  const next = parent.parts[at + step];
  if (next === undefined) {
    const above = parentOf(root, parent.id);
    if (!above) return root;
    const place = above.parts.findIndex((part) => part.id === parent.id) + (step === 1 ? 1 : 0);
    const moved = withParts(root, above.id, (parts) => parts.toSpliced(place, 0, node));
    const emptied = parent.parts.length === 1;
    return withParts(moved, emptied ? above.id : parent.id, (parts) =>
      parts.filter((part) => (emptied ? part.id !== parent.id : part.id !== id)),
    );
  }
  const without = withParts(root, parent.id, (parts) => parts.filter((part) => part.id !== id));
  if (isGroup(next))
    return withParts(without, next.id, (parts) => (step === 1 ? [node, ...parts] : [...parts, node]));
  return withParts(without, parent.id, (parts) => parts.toSpliced(at + step, 0, node));
}
