import type { ButtonTone } from '#platform/ui/button.tsx';
import type { BulkAct, BulkField } from '../works.contract.ts';

/** Setting one field, once a value is there or it is said that it shall be cleared; null until then. */
export function editOf(field: BulkField, value: string, isClearing: boolean): BulkAct | null {
  const next = isClearing ? null : value.trim();
  if (next === '') return null;
  return { kind: 'edit', change: { [field]: next } as Extract<BulkAct, { kind: 'edit' }>['change'] };
}

/** How the button names an act: as what it does, and clearing as what it takes away. */
export function nameOfAct(kind: BulkAct['kind'], act: BulkAct | null): BulkAct['kind'] | 'clear' {
  const clears = act?.kind === 'edit' && Object.values(act.change).every((value) => value === null);
  return clears ? 'clear' : kind;
}

/** What takes something away from many at once looks like it. */
export function toneOf(name: ReturnType<typeof nameOfAct>): ButtonTone {
  return name === 'bin' || name === 'clear' ? 'danger' : 'main';
}
