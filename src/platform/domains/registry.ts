import type { GuardedFields, KindWithFields } from '../access/field-rights.contract.ts';
import type { AddedValues, BulkAct, ListFilter } from '../db/context.ts';
import type { Domain } from './domain.ts';

const open = new Set(['public', 'signedIn']);

/** Every permission that some endpoint names. */
export function declaredPermissions(domains: Domain[]): ReadonlySet<string> {
  const needs = domains.flatMap((domain) =>
    domain.routes.flatMap((set) => Object.values(set.contract.endpoints).map((endpoint) => endpoint.needs)),
  );
  return new Set(needs.filter((permission) => !open.has(permission)));
}

/** Every event, with the domain that declares it. */
export function declaredEvents(domains: Domain[]): ReadonlyMap<string, string> {
  return new Map(domains.flatMap(({ name, events }) => events.map(({ type }) => [type, name] as const)));
}

/** Every field that roles may keep people from, with the actions whose moment tells it. */
export function declaredFields(domains: Domain[]): GuardedFields {
  const telling = (kind: KindWithFields, field: string) =>
    domains.flatMap((domain) => domain.tellingActions?.[`${kind}.${field}`] ?? []);
  const ofKind = (kind: KindWithFields) =>
    new Map(
      domains.flatMap((domain) =>
        (domain.guardedFields?.[kind] ?? []).map((field) => [field, telling(kind, field)] as const),
      ),
    );
  return { customers: ofKind('customers'), orders: ofKind('orders') };
}

/** By what domains narrow the lists of others, by list and word. */
export function declaredListFilters(domains: Domain[]): ReadonlyMap<string, ListFilter> {
  return new Map(domains.flatMap(({ listFilters = [] }) => listFilters.map((each) => [each.name, each])));
}

/** What domains tell of values of added fields, by what those are of. */
export function declaredAddedValues(domains: Domain[]): ReadonlyMap<string, AddedValues> {
  return new Map(domains.flatMap(({ addedValues }) => (addedValues ? [[addedValues.of, addedValues]] : [])));
}

/** What domains do to many records of others, by records and kind of work. */
export function declaredBulkActs(domains: Domain[]): ReadonlyMap<string, BulkAct> {
  return new Map(domains.flatMap(({ bulkActs = [] }) => bulkActs.map((each) => [each.name, each])));
}

/** Throws at start-up on two jobs, events or reactions of one name, and on a reaction to an event that nobody declares. */
export function checkRegistry(domains: Domain[]): void {
  refuseTwice(
    'job',
    domains.flatMap((domain) => domain.jobs.map((job) => job.name)),
  );
  const events = domains.flatMap((domain) => domain.events.map((event) => event.type));
  refuseTwice('event', events);
  refuseTwice(
    'reaction',
    domains.flatMap((domain) => domain.reactions.map((reaction) => reaction.name)),
  );
  refuseTwice(
    'kind of notification',
    domains.flatMap((domain) => (domain.notificationKinds ?? []).map(({ kind }) => kind)),
  );
  refuseTwice(
    'list filter',
    domains.flatMap((domain) => (domain.listFilters ?? []).map(({ name }) => name)),
  );
  refuseTwice(
    'bulk act',
    domains.flatMap((domain) => (domain.bulkActs ?? []).map(({ name }) => name)),
  );
  const unknown = domains
    .flatMap((domain) => domain.reactions)
    .find((reaction) => !events.includes(reaction.event));
  if (unknown)
    throw new Error(`The reaction ${unknown.name} waits for ${unknown.event}, which no domain declares.`);
}

function refuseTwice(what: string, names: string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice) throw new Error(`Two declarations of the ${what} ${twice}.`);
}
