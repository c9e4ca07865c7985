import type { CustomerSnapshot } from '#customers/public.ts';
import type { Rehearsal } from './rehearsal.contract.ts';

const mostExamples = 50;

type Example = Rehearsal['examples'][number];

/** What differs between customers before and after, field by field; `rows` says which row told each of them. */
export function compareCustomers(
  before: ReadonlyMap<string, CustomerSnapshot>,
  after: ReadonlyMap<string, CustomerSnapshot>,
  rows: ReadonlyMap<string, number>,
): Pick<Rehearsal, 'customersCreated' | 'customersUpdated' | 'fields' | 'examples'> {
  const all = [...after].flatMap(([id, now]): Example[] => {
    const then = before.get(id);
    const changes = changesOf(then?.values ?? {}, now.values);
    if (changes.length === 0) return [];
    const row = rows.get(id) ?? 0;
    return [
      {
        outcome: then ? 'updated' : 'created',
        customerId: then ? id : null,
        name: now.name,
        row,
        changes,
      },
    ];
  });
  const updated = all.filter(({ outcome }) => outcome === 'updated').sort((a, b) => a.row - b.row);
  const created = all.filter(({ outcome }) => outcome === 'created').sort((a, b) => a.row - b.row);
  // Some of both are shown, since what happens to known customers weighs more and there may be many.
  const shown = updated.slice(0, Math.max(mostExamples / 2, mostExamples - created.length));
  return {
    customersCreated: created.length,
    customersUpdated: updated.length,
    fields: countFields(updated),
    examples: [...shown, ...created.slice(0, mostExamples - shown.length)],
  };
}

function changesOf(before: Record<string, string>, after: Record<string, string>): Example['changes'] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => change.before !== change.after);
}

function countFields(updated: readonly Example[]): Rehearsal['fields'] {
  const counts = new Map<string, number>();
  for (const { changes } of updated) {
    for (const { field } of changes) counts.set(field, (counts.get(field) ?? 0) + 1);
  }
  return [...counts]
    .map(([field, customers]) => ({ field, customers }))
    .sort((a, b) => b.customers - a.customers || (a.field < b.field ? -1 : 1));
}
