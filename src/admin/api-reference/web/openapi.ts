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
  example?: unknown;
}

type Content = Record<string, { schema: Schema; example?: unknown }>;

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
  /** A body that the server takes. */
  bodyExample: unknown;
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
    bodyExample: body?.[json]?.example,
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

/** A call that can be pasted into a terminal: with a key, or where keys may not with the cookie of having signed in. */
export function curlOf(endpoint: ApiEndpoint, origin: string): string {
  const parts = ['curl'];
  if (endpoint.method !== 'GET') parts[0] += ` -X ${endpoint.method}`;
  if (endpoint.codes.includes('admin.not_for_keys')) parts.push('-b cookies.txt');
  else if (endpoint.needs !== 'public') parts.push('-H "Authorization: Bearer $PERENNIAL_KEY"');
  for (const { name, example } of endpoint.parameters.filter((each) => each.in === 'header' && each.required))
    parts.push(`-H ${quoted(`${name}: ${example}`)}`);
  if (endpoint.bodyIsFile) parts.push(`-H ${quoted(`Content-Type: ${file}`)}`, '--data-binary @orders.csv');
  else if (endpoint.body)
    parts.push(`-H ${quoted(`Content-Type: ${json}`)}`, `-d ${quoted(JSON.stringify(endpoint.bodyExample))}`);
  if (endpoint.answerIsFile) parts.push('-OJ');
  const told = (name: string) => encodeURIComponent(String(exampleNamed(endpoint, name)));
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => told(name));
  const query = endpoint.parameters
    .filter((each) => each.in === 'query' && each.required)
    .map(({ name }) => `${name}=${told(name)}`);
  const search = query.length > 0 ? `?${query.join('&')}` : '';
  parts.push(quoted(`${origin}/api/v1${path}${search}`));
  return parts.join(' \\\n  ');
}

function exampleNamed({ parameters }: ApiEndpoint, wanted: string): unknown {
  return parameters.find(({ name }) => name === wanted)?.example;
}

/** So that nothing in it means anything to the shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
