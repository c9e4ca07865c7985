import type { ButtonTone } from '#platform/ui/button.tsx';
import type { CustomField } from '../../custom-fields/custom-fields.contract.ts';
import { valueOfDraft } from '../../custom-fields/web/field-text.ts';
import type { BulkAct, BulkField } from '../works.contract.ts';

/** Setting one field, once a value is there or it is said that it shall be cleared; null until then. */
export function editOf(field: BulkField, value: string, isClearing: boolean): BulkAct | null {
  const next = isClearing ? null : value.trim();
  if (next === '') return null;
  return { kind: 'edit', change: { [field]: next } as Extract<BulkAct, { kind: 'edit' }>['change'] };
}

/** The same of a custom field, whose value stands in the draft of its control. */
export function editOfCustom(field: CustomField, draft: string, isClearing: boolean): BulkAct | null {
  const value = isClearing ? null : valueOfDraft(field, draft);
  if (value === null && !isClearing) return null;
  return { kind: 'edit', change: { customFields: { [field.key]: value } } };
}

/** How the button names an act: as what it does, and clearing as what it takes away. */
export function nameOfAct(kind: BulkAct['kind'], act: BulkAct | null): BulkAct['kind'] | 'clear' {
  const { customFields, ...given } = act?.kind === 'edit' ? act.change : {};
  const values = Object.values({ ...given, ...customFields });
  const clears = values.length > 0 && values.every((value) => value === null);
  return clears ? 'clear' : kind;
}

/** What takes something away from many at once looks like it. */
export function toneOf(name: ReturnType<typeof nameOfAct>): ButtonTone {
  return name === 'bin' || name === 'clear' ? 'danger' : 'main';
}
