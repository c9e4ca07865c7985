import { z } from 'zod';
import { permissionsGiven, roleKeys } from '#admin/public.ts';
import { settings } from '#platform/config/config.ts';
import type { Domain } from '#platform/domains/domain.ts';
import { declaredPermissions } from '#platform/domains/registry.ts';
import type { Endpoint } from '#platform/http/contract.ts';
import { byName, code, referencePage, table } from './markdown.ts';

const schemaOptions = { io: 'input', unrepresentable: 'any' } as const;

interface Property {
  description?: string;
  default?: unknown;
  type?: string;
  enum?: string[];
  minimum?: number;
  maximum?: number;
}

/** docs/reference/settings.md: every environment variable with its default and meaning. */
export function settingsPage(): string {
  const { properties = {} } = z.toJSONSchema(settings, schemaOptions);
  const rows = Object.entries(properties as Record<string, Property>).map(([name, property]) => [
    code(name),
    property.default === undefined ? '' : code(String(property.default)),
    allowed(property),
    property.description ?? '',
  ]);
  const intro = 'Settings are read from the environment at the start. An empty value counts as not given.';
  return referencePage('Settings', intro, table(['Name', 'Default', 'Values', 'Meaning'], rows));
}

function allowed(property: Property): string {
  if (property.enum) return property.enum.map(code).join(', ');
  if (property.minimum !== undefined) return `${property.minimum} to ${property.maximum}`;
  return property.type === 'string' ? 'text' : (property.type ?? '');
}

function endpointsOf(domain: Domain): Endpoint[] {
  return domain.routes.flatMap((set) => Object.values(set.contract.endpoints));
}

/** docs/reference/api.md: the endpoints by domain. */
export function apiPage(domains: readonly Domain[]): string {
  const head = ['Call', 'What it does', 'Needs', 'Fails with'];
  const sections = domains
    .filter((domain) => endpointsOf(domain).length > 0)
    .flatMap((domain) => [
      `## ${domain.name}`,
      table(
        head,
        byName(endpointsOf(domain), (each) => `${each.path} ${each.method}`).map((each) => [
          code(`${each.method} ${each.path}`),
          each.summary,
          code(each.needs),
          (each.fails ?? []).map(code).join(', '),
        ]),
      ),
    ]);
  const intro =
    'Everything lies below `/api/v1`. The full description of inputs and answers is served at `/api/v1/openapi.json`.';
  return referencePage('Endpoints', intro, ...sections);
}

/** docs/reference/permissions.md: who may do what. */
export function permissionsPage(domains: readonly Domain[]): string {
  const declared = byName([...declaredPermissions([...domains])], (name) => name);
  const rows = declared.map((permission) => [
    code(permission),
    roleKeys.filter((key) => permissionsGiven(key, declared).includes(permission)).join(', '),
    byName(
      domains.flatMap(endpointsOf).filter((each) => each.needs === permission),
      (each) => `${each.path} ${each.method}`,
    )
      .map((each) => code(`${each.method} ${each.path}`))
      .join(', '),
  ]);
  const intro = 'Collected from the endpoints: a permission exists because an endpoint needs it.';
  return referencePage('Permissions', intro, table(['Permission', 'Roles', 'Opens'], rows));
}

/** docs/reference/events.md: what domains tell one another, and who listens. */
export function eventsPage(domains: readonly Domain[]): string {
  const reactions = domains.flatMap((domain) => domain.reactions);
  const rows = byName(
    domains.flatMap((domain) => domain.events),
    (event) => event.type,
  ).map((event) => [
    code(event.type),
    fieldsOf(event.payload),
    reactions
      .filter((reaction) => reaction.event === event.type)
      .map((reaction) => code(reaction.name))
      .join(', '),
  ]);
  const intro = 'Written in the transaction of the change that they tell of, delivered at least once.';
  return referencePage('Events', intro, table(['Event', 'Payload', 'Reactions'], rows));
}

/** docs/reference/jobs.md: what runs later, again, or by the clock. */
export function jobsPage(domains: readonly Pick<Domain, 'name' | 'jobs'>[]): string {
  const rows = byName(
    domains.flatMap((domain) => domain.jobs.map((job) => ({ domain: domain.name, job }))),
    ({ job }) => job.name,
  ).map(({ domain, job }) => [
    code(job.name),
    domain,
    fieldsOf(job.payload),
    job.schedule ? `${code(job.schedule)} (UTC)` : '',
    String(job.attempts),
  ]);
  return referencePage('Jobs', table(['Job', 'Domain', 'Payload', 'Schedule', 'Attempts'], rows));
}

function fieldsOf(payload: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(payload, schemaOptions);
  return Object.keys(properties)
    .map((key) => code(required.includes(key) ? key : `${key}?`))
    .join(', ');
}
