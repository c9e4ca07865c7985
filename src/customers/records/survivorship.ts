import type { Arrival, ArrivedContact, GoldenColumn } from './candidates.ts';
import { goldenColumns } from './candidates.ts';

/** `overwrite`: the same source may change its own values. `fill`: gaps are filled, nothing is overwritten. */
export type Rule = 'overwrite' | 'fill';

/** A golden record in memory, while arrivals are folded into it. */
export interface Golden {
  fields: Record<GoldenColumn, string | null>;
  /** Which source gave a field its value. */
  sources: Record<string, string>;
  /** Fields that a person set by hand. */
  edited: ReadonlySet<string>;
  /** By `kind value`. */
  contacts: Map<string, ArrivedContact>;
  newContacts: ArrivedContact[];
}

const contactsOfOneKind = 20;

/** A golden record without anything known. */
export function emptyGolden(fallbackName: string): Golden {
  const fields = Object.fromEntries(goldenColumns.map((column) => [column, null])) as Golden['fields'];
  fields.kind = 'person';
  fields.display_name = fallbackName;
  return { fields, sources: {}, edited: new Set(), contacts: new Map(), newContacts: [] };
}

/** Which parts of the golden record an arrival changed. */
export interface Change {
  fields: boolean;
  contacts: boolean;
}

/**
 * Folds one arrival into a golden record. A value is taken where none is known; a known one gives way only to
 * its own source, and never once a person has set it by hand. Contact points are added, never taken away.
 */
export function fold(golden: Golden, arrival: Arrival, sourceId: string, rule: Rule): Change {
  const change: Change = { fields: false, contacts: false };
  for (const column of goldenColumns) {
    const value = arrival.fields[column];
    if (value === undefined || golden.edited.has(column)) continue;
    if (value === golden.fields[column] && (column in golden.sources || !hasDefault(column))) continue;
    const isGap = golden.fields[column] === null || (hasDefault(column) && !(column in golden.sources));
    if (!isGap && !(rule === 'overwrite' && golden.sources[column] === sourceId)) continue;
    golden.fields[column] = value;
    golden.sources[column] = sourceId;
    change.fields = true;
  }
  for (const contact of arrival.contacts) {
    const key = contactKey(contact);
    if (golden.contacts.has(key) || countOf(golden, contact.kind) >= contactsOfOneKind) continue;
    golden.contacts.set(key, contact);
    golden.newContacts.push(contact);
    change.contacts = true;
  }
  return change;
}

/** A kind and a name are never empty: what nobody told is a stand-in, and gives way like a gap. */
function hasDefault(column: GoldenColumn): boolean {
  return column === 'kind' || column === 'display_name';
}

export function contactKey(contact: { kind: string; value: string }): string {
  return `${contact.kind} ${contact.value}`;
}

function countOf(golden: Golden, kind: string): number {
  let count = 0;
  for (const contact of golden.contacts.values()) if (contact.kind === kind) count += 1;
  return count;
}
