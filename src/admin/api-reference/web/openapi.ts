/** The part of an OpenAPI 3.1 document that the reference page reads. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
}

export interface Operation {
  operationId: string;
  tags?: string[];
  summary: string;
  'x-needs'?: string;
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, { description: string; content?: Content }>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

type Content = Record<string, { schema: Schema }>;

/** JSON Schema as our contracts make it. */
export interface Schema {
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  anyOf?: Schema[];
  allOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  $ref?: string;
}

export interface ApiEndpoint {
  id: string;
  domain: string;
  method: string;
  path: string;
  summary: string;
  needs: string;
  parameters: Parameter[];
  body: Schema | undefined;
  /** A file in place of JSON. */
  bodyIsFile: boolean;
  answer: Schema | undefined;
  answerIsFile: boolean;
  codes: string[];
}

const json = 'application/json';
const file = 'application/octet-stream';

/** All endpoints of a document in its order, by domain. */
export function endpointsOf(document: OpenApi): ApiEndpoint[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => endpointOf(path, method, operation)),
  );
}

function endpointOf(path: string, method: string, operation: Operation): ApiEndpoint {
  const body = operation.requestBody?.content;
  const answer = operation.responses['200']?.content;
  const told = /^Codes: (.+)$/.exec(operation.responses.default?.description ?? '')?.[1];
  return {
    id: operation.operationId,
    domain: operation.tags?.[0] ?? '',
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    needs: operation['x-needs'] ?? 'signedIn',
    parameters: operation.parameters ?? [],
    body: body?.[json]?.schema,
    bodyIsFile: body?.[file] !== undefined,
    answer: answer?.[json]?.schema,
    answerIsFile: answer?.[file] !== undefined,
    codes: told?.split(', ') ?? [],
  };
}

/** Endpoints that hold every word of the search somewhere in method, path, summary, permission or error codes. */
export function matching(endpoints: ApiEndpoint[], search: string): ApiEndpoint[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return endpoints.filter((each) => {
    const text = [each.method, each.path, each.summary, each.needs, ...each.codes].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The shape of a value in a few letters: `text`, `number | null`, `list of object`. */
export function typeWords(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((each) => JSON.stringify(each)).join(' | ');
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return [...new Set(options.map(typeWords))].join(' | ');
  if (Array.isArray(schema.type)) return schema.type.join(' | ');
  if (schema.type === 'array') return `${typeWords(schema.items ?? {})}[]`;
  return schema.type ?? 'any';
}

/** The object inside a schema, below lists and alternatives: what its fields are listed from. */
export function innerObject(schema: Schema | undefined): Schema | undefined {
  if (!schema) return undefined;
  if (schema.properties) return schema;
  if (schema.items) return innerObject(schema.items);
  for (const option of schema.anyOf ?? schema.oneOf ?? schema.allOf ?? []) {
    const found = innerObject(option);
    if (found) return found;
  }
  return undefined;
}

/** A value that fits a schema, for the example of a call. */
export function exampleOf(schema: Schema, name = ''): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const option = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0];
  if (option) return exampleOf(option, name);
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return exampleObject(schema);
  if (type === 'array') return [exampleOf(schema.items ?? {}, name)];
  if (type === 'integer' || type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (type === 'boolean') return true;
  return exampleText(schema, name);
}

function exampleObject(schema: Schema): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const entries = Object.entries(schema.properties ?? {});
  const shown = entries.filter(([key]) => required.has(key));
  return Object.fromEntries(
    (shown.length > 0 ? shown : entries.slice(0, 2)).map(([key, each]) => [key, exampleOf(each, key)]),
  );
}

function exampleText({ format, pattern }: Schema, name: string): string {
  if (format === 'email') return 'ada@example.org';
  if (format === 'date-time') return '2026-03-05T14:05:00Z';
  if (format === 'date') return '2026-03-05';
  if (format === 'password') return '…';
  if (pattern === '^[A-Z]{3}$') return 'CNY';
  if (pattern?.startsWith('^-?\\d') || pattern?.startsWith('^\\d') || pattern?.startsWith('^[1-9]'))
    return '12';
  return name || '…';
}

/** A call that can be pasted into a terminal. Signing in leaves the cookie in `cookies.txt`. */
export function curlOf(endpoint: ApiEndpoint, origin: string): string {
  const parts = [`curl -b cookies.txt`];
  if (endpoint.method !== 'GET') parts[0] += ` -X ${endpoint.method}`;
  const header = endpoint.parameters.some(({ name }) => name === 'If-Match');
  if (header) parts.push(`-H 'If-Match: "1"'`);
  if (endpoint.bodyIsFile) parts.push(`-H 'Content-Type: ${file}'`, `--data-binary @orders.csv`);
  else if (endpoint.body) {
    const body = JSON.stringify(exampleOf(endpoint.body)).replaceAll("'", `'\\''`);
    parts.push(`-H 'Content-Type: ${json}'`, `-d '${body}'`);
  }
  if (endpoint.answerIsFile) parts.push('-OJ');
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, '12');
  const query = endpoint.parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(schema, name)))}`);
  const search = query.length > 0 ? `?${query.join('&')}` : '';
  parts.push(`'${origin}/api/v1${path}${search}'`);
  return parts.join(' \\\n  ');
}
