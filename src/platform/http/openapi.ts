import { z } from 'zod';
import type { RouteSet } from './bind.ts';
import { type Endpoint, pathKeys } from './contract.ts';
import { exampleOf } from './example.ts';
import type { JsonSchema } from './json-schema.ts';
import { problem } from './problem.contract.ts';

const schemaOptions = { target: 'draft-2020-12', unrepresentable: 'any' } as const;

/** The OpenAPI 3.1 document of all contracts. */
export function openApiOf(routes: RouteSet[], serverUrl = '/api/v1'): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { contract } of routes) {
    for (const [name, endpoint] of Object.entries(contract.endpoints)) {
      const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
      paths[path] ??= {};
      paths[path][endpoint.method.toLowerCase()] = operation(contract.domain, name, endpoint);
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Perennial 常青',
      version: '1',
      description: 'Everything that the web pages can do.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      schemas: { Problem: z.toJSONSchema(problem, schemaOptions) },
      securitySchemes: {
        key: {
          type: 'http',
          scheme: 'bearer',
          description: 'A key for programs, made in one’s own settings.',
        },
        session: { type: 'apiKey', in: 'cookie', name: 'perennial_session' },
      },
    },
  };
}

/** An input that the endpoint takes, for the example of a call: what it asks for, and where that is nothing one field. */
export function exampleInput(endpoint: Endpoint): Record<string, unknown> {
  const schema = z.toJSONSchema(endpoint.input, { ...schemaOptions, io: 'input' }) as JsonSchema;
  const { properties = {}, required = [] } = schema;
  const inPath = pathKeys(endpoint.path);
  const needed = [...new Set([...inPath, ...required])];
  // An edit that changes nothing would show nothing.
  const isBare = endpoint.method === 'PATCH' && needed.length === inPath.length;
  const one = Object.keys(properties).find((key) => !inPath.includes(key));
  const keys = isBare && one !== undefined ? [...needed, one] : needed;
  return Object.fromEntries(keys.map((key) => [key, exampleOf(properties[key]!, key)]));
}

function operation(domain: string, name: string, endpoint: Endpoint): Record<string, unknown> {
  const input = z.toJSONSchema(endpoint.input, { ...schemaOptions, io: 'input' });
  const properties = (input.properties ?? {}) as Record<string, { description?: string }>;
  const required = new Set(input.required ?? []);
  const inPath = new Set(pathKeys(endpoint.path));
  const inBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && !endpoint.upload;
  const outsideBody = Object.entries(properties).filter(([key]) => inPath.has(key) || !inBody);
  const bodyEntries = Object.entries(properties).filter(([key]) => !inPath.has(key));
  const example = exampleInput(endpoint);
  const parameters: unknown[] = outsideBody.map(([key, schema]) => ({
    name: key,
    in: inPath.has(key) ? 'path' : 'query',
    required: inPath.has(key) || required.has(key),
    schema,
    ...(key in example ? { example: example[key] } : {}),
  }));
  if (endpoint.ifMatch) {
    const schema = { type: 'string' };
    parameters.push({ name: 'If-Match', in: 'header', required: true, schema, example: '"1"' });
  }
  if (endpoint.method !== 'GET')
    parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } });
  return {
    operationId: `${domain}.${name}`,
    tags: [domain],
    summary: endpoint.summary,
    'x-needs': endpoint.needs,
    security: endpoint.needs === 'public' ? [] : [{ key: [] }, { session: [] }],
    parameters,
    ...requestBody(endpoint, inBody, bodyEntries, required, example),
    responses: responses(endpoint),
  };
}

function requestBody(
  endpoint: Endpoint,
  inBody: boolean,
  entries: [string, unknown][],
  required: Set<string>,
  input: Record<string, unknown>,
) {
  if (endpoint.upload) {
    return {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  }
  if (!inBody || entries.length === 0) return {};
  const schema = {
    type: 'object',
    properties: Object.fromEntries(entries),
    required: entries.map(([key]) => key).filter((key) => required.has(key)),
    additionalProperties: false,
  };
  const shown = Object.entries(input).filter(([key]) => entries.some(([name]) => name === key));
  return {
    requestBody: {
      required: schema.required.length > 0,
      content: { 'application/json': { schema, example: Object.fromEntries(shown) } },
    },
  };
}

function responses(endpoint: Endpoint): Record<string, unknown> {
  const success = endpoint.download
    ? { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } }
    : { 'application/json': { schema: z.toJSONSchema(endpoint.output, { ...schemaOptions, io: 'output' }) } };
  const codes = (endpoint.fails ?? []).join(', ');
  return {
    '200': { description: 'Done.', content: success },
    default: {
      description: codes ? `Codes: ${codes}` : 'A problem.',
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    },
  };
}
