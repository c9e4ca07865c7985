import { call } from '#platform/ui/client.ts';
import type { Found } from '#platform/ui/page.ts';
import type { Option } from '#platform/ui/select.tsx';
import type { CustomerKind } from '../customer-edit.contract.ts';
import type { CustomerRow } from '../customer-row.contract.ts';
import { profilesContract } from '../profiles.contract.ts';

/** Customers by name, pinyin, phone or e-mail for the command field. */
export async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  const { items } = await read(text, signal, 6);
  return items.map((row) => ({
    key: row.id,
    label: row.displayName,
    note: noteOf(row),
    to: `/customers/${row.id}`,
    kind: row.kind,
  }));
}

/** The same as choices of a Combobox; `kind` leaves only persons or organisations, `except` leaves one out. */
export async function customerOptions(
  text: string,
  signal: AbortSignal,
  { kind, except }: { kind?: CustomerKind; except?: string } = {},
): Promise<Option[]> {
  const { items } = await read(text, signal, 20, kind);
  return items
    .filter(({ id }) => id !== except)
    .map((row) => ({ value: row.id, label: row.displayName, note: noteOf(row) }));
}

function read(text: string, signal: AbortSignal, limit: number, kind?: CustomerKind) {
  return call(profilesContract.endpoints.list, { q: text || undefined, kind, limit }, { signal });
}

function noteOf(row: CustomerRow): string {
  return [row.company === row.displayName ? null : row.company, row.phone ?? row.email, row.city]
    .filter(Boolean)
    .join(' · ');
}
