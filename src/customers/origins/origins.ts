import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { CustomValue } from '../custom-fields/custom-value.contract.ts';
import { storedName } from '../fields/customer-fields.contract.ts';
import { reads, readsAll, readsStandIns } from '../fields/field-rights.ts';
import { measuredField } from '../quality/measured-fields.contract.ts';
import { placeFields, placeNames } from '../records/golden-fields.ts';
import type { Claim, ContactOrigin, LostBy, Origin, RecordRef } from './origins.contract.ts';
import {
  type HandEdit,
  handEdits,
  type Note,
  type TracedCustomer,
  type TracedRecord,
  tracedContacts,
  tracedCustomer,
  tracedRecords,
} from './origins.queries.ts';

/** API name and stored name of every field whose origin is told. */
const tracedFields = [
  ...measuredField.options.filter((field) => field !== 'phone' && field !== 'email'),
  'kind',
  'timeZone',
  // Only where a file wrote something else in its place.
  'externalId',
].map((field) => ({ field: field as string, stored: storedName(field) }));

/** Where every value that the actor may read comes from, and what else was said. Fails with customers.not_found. */
export async function originsOf(
  ctx: Context,
  { id }: { id: string },
): Promise<{ fields: Origin[]; contactPoints: ContactOrigin[] }> {
  const customer = await tracedCustomer(ctx, id);
  if (!customer) throw fail('notFound', 'customers.not_found');
  const points = await tracedContacts(ctx, id);
  const always = [
    ...Object.values(customer.fieldRecords),
    ...points.flatMap(({ recordId }) => recordId ?? []),
  ];
  const records = await tracedRecords(ctx, id, always.map(String));
  const edits = await handEdits(ctx, id);
  const added = new Set([
    ...Object.keys(customer.custom).map((name) => `custom.${name}`),
    ...Object.keys(customer.fieldValues).map((key) => `field.${key}`),
    ...records.flatMap(({ fields }) => Object.keys(fields)).filter((key) => /^(custom|field)\./.test(key)),
    ...customer.editedFields.filter((key) => key.startsWith('field.')),
  ]);
  const all = [...tracedFields, ...[...added].map((stored) => ({ field: stored, stored }))];
  const fields = all
    .filter(({ field }) => reads(ctx, field))
    .flatMap((each) => originOf(each, customer, records, edits) ?? [])
    .filter(({ field, from }) => field !== 'displayName' || from !== 'unknown' || readsStandIns(ctx));
  const contactPoints = points
    .filter(({ kind }) => reads(ctx, kind))
    .map((point) => contactOriginOf(point, records));
  if (readsAll(ctx)) return { fields, contactPoints };
  return {
    fields: fields.map(({ others, ...origin }) => ({ ...parted(origin), others: others.map(parted) })),
    contactPoints: contactPoints.map((each) => ({ ...each, records: each.records.map(parted) })),
  };
}

/** A cell may have held several fields before it was parted: a city before cleaning can be a whole address. */
function parted<Told extends { before: string | null; suggestion: string | null }>(told: Told): Told {
  return { ...told, before: null, suggestion: null };
}

function originOf(
  { field, stored }: { field: string; stored: string },
  customer: TracedCustomer,
  records: readonly TracedRecord[],
  edits: readonly HandEdit[],
): Origin | undefined {
  const value = valueIn(customer, field, stored);
  const byHand = customer.editedFields.includes(stored);
  const place = placeFields.some((each) => each === stored) ? placeOf(records) : undefined;
  const leader = records.find(({ recordId }) => recordId === String(customer.fieldRecords[stored] ?? ''));
  const claims = records.filter((record) => claimsFor(record, stored) && (byHand || record !== leader));
  if (value === null && claims.length === 0 && !byHand) return undefined;
  const winner = byHand ? undefined : leader;
  return {
    field,
    value,
    from: byHand ? 'person' : winner ? 'record' : 'unknown',
    record: winner ? refOf(winner, stored) : null,
    person: byHand ? personOf(stored, edits) : null,
    ...cleaningOf(winner?.notes?.[stored]),
    others: claims
      .toSorted((one, other) => compare(other, one, stored).by)
      .map((record) => {
        const isElsewhere = place !== undefined && contradicts(record, place);
        const lost = isElsewhere ? 'place' : lossOf(record, winner, stored);
        return claimOf(record, stored, byHand ? 'byHand' : lost);
      }),
  };
}

function valueIn(customer: TracedCustomer, field: string, stored: string): string | null {
  const [, prefix, name = ''] = /^(custom|field)\.(.+)$/s.exec(field) ?? [];
  if (prefix === 'custom') return customer.custom[name] ?? null;
  return textOf(prefix === 'field' ? customer.fieldValues[name] : customer.values[stored]);
}

/** Keys of several choices with commas. */
function textOf(value: CustomValue | null | undefined): string | null {
  return value === null || value === undefined ? null : String(value);
}

function claimsFor(record: TracedRecord, stored: string): boolean {
  return record.fields[stored] !== undefined || record.notes?.[stored]?.problem !== undefined;
}

function claimOf(record: TracedRecord, stored: string, lostBy: LostBy): Claim {
  const value = textOf(record.fields[stored]);
  return {
    record: refOf(record, stored),
    value,
    ...cleaningOf(record.notes?.[stored]),
    lostBy: value === null ? 'unreadable' : lostBy,
  };
}

function trustOf(record: TracedRecord, stored: string): number {
  return record.fieldTrust[stored] ?? record.trust;
}

/**
 * The order in which golden records are computed: whether a record may lead, trust, time, how much it tells, row; of
 * those that only fill gaps the earliest. Above zero: `one` is the stronger; with what decided.
 */
function compare(
  one: TracedRecord,
  other: TracedRecord,
  stored: string,
  storedOfOther = stored,
): { by: number; reason: Exclude<LostBy, 'byHand' | 'place' | 'unreadable' | 'next'> } {
  const leads = Number(one.leads) - Number(other.leads);
  if (leads !== 0) return { by: leads, reason: 'leads' };
  const trust = trustOf(one, stored) - trustOf(other, storedOfOther);
  if (trust !== 0) return { by: trust, reason: 'trust' };
  const later = one.leads ? 1 : -1;
  const time = one.receivedAt < other.receivedAt ? -1 : one.receivedAt > other.receivedAt ? 1 : 0;
  if (time !== 0) return { by: time * later, reason: 'time' };
  if (one.leads && one.filled !== other.filled)
    return { by: one.filled - other.filled, reason: 'completeness' };
  return { by: (Number(one.rowNo ?? 0) - Number(other.rowNo ?? 0)) * later, reason: 'row' };
}

/** The record that decides the place: as golden records are computed, the first among those that name one. */
function placeOf(records: readonly TracedRecord[]): TracedRecord | undefined {
  const named = ({ fields }: TracedRecord) =>
    ['city', 'region', 'country'].find((name) => fields[name] !== undefined);
  const rank = (record: TracedRecord) => ({ city: 2, region: 2, country: 1 })[named(record) ?? ''] ?? 0;
  return records.toSorted(
    (one, other) =>
      rank(other) - rank(one) || compare(other, one, named(other) ?? 'country', named(one) ?? 'country').by,
  )[0];
}

function contradicts(one: TracedRecord, other: TracedRecord): boolean {
  return placeNames.some(
    (name) =>
      one.fields[name] !== undefined &&
      other.fields[name] !== undefined &&
      one.fields[name] !== other.fields[name],
  );
}

function lossOf(record: TracedRecord, winner: TracedRecord | undefined, stored: string): LostBy {
  if (!winner) return 'next';
  const { by, reason } = compare(record, winner, stored);
  return by > 0 ? 'next' : reason;
}

function refOf(record: TracedRecord, stored: string): RecordRef {
  const { recordId, sourceId, sourceName, importId, rowNo, receivedAt } = record;
  return { recordId, sourceId, sourceName, importId, rowNo, receivedAt, trust: trustOf(record, stored) };
}

function cleaningOf(note: Note | undefined) {
  return {
    before: note?.before ?? null,
    rules: note?.rules ?? [],
    problem: note?.problem ?? null,
    suggestion: note?.suggestion ?? null,
  };
}

function personOf(stored: string, edits: readonly HandEdit[]): Origin['person'] {
  const edit = edits.find(({ field }) => field === stored) ?? edits.find(({ field }) => field === null);
  return edit ? { actor: edit.actor, at: edit.at } : { actor: 'user', at: null };
}

function contactOriginOf(
  point: { id: string; kind: string; value: string; recordId: string | null },
  records: readonly TracedRecord[],
): ContactOrigin {
  const told = records.flatMap((record) => {
    const contact = record.contacts.find(({ kind, value }) => kind === point.kind && value === point.value);
    if (!contact) return [];
    const note =
      record.contacts.filter(({ kind }) => kind === point.kind).length === 1
        ? record.notes?.[point.kind]
        : undefined;
    return [{ ...refOf(record, point.kind), entered: contact.entered, ...cleaningOf(note) }];
  });
  return { contactPointId: point.id, from: told.length > 0 ? 'record' : 'person', records: told };
}
