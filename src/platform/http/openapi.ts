import { z } from 'zod';
import type { RouteSet } from './bind.ts';
import { type Endpoint, pathKeys } from './contract.ts';
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
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'perennial_session' } },
    },
  };
}

function operation(domain: string, name: string, endpoint: Endpoint): Record<string, unknown> {
  const input = z.toJSONSchema(endpoint.input, { ...schemaOptions, io: 'input' });
  const properties = (input.properties ?? {}) as Record<string, { description?: string }>;
  const required = new Set(input.required ?? []);
  const inPath = new Set(pathKeys(endpoint.path));
  const inBody = endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && !endpoint.upload;
  const outsideBody = Object.entries(properties).filter(([key]) => inPath.has(key) || !inBody);
  const bodyEntries = Object.entries(properties).filter(([key]) => !inPath.has(key));
  const parameters: unknown[] = outsideBody.map(([key, schema]) => ({
    name: key,
    in: inPath.has(key) ? 'path' : 'query',
    required: inPath.has(key) || required.has(key),
    schema,
  }));
  if (endpoint.ifMatch)
    parameters.push({ name: 'If-Match', in: 'header', required: true, schema: { type: 'string' } });
  if (endpoint.method !== 'GET')
    parameters.push({ name: 'Idempotency-Key', in: 'header', required: false, schema: { type: 'string' } });
  return {
    operationId: `${domain}.${name}`,
    tags: [domain],
    summary: endpoint.summary,
    'x-needs': endpoint.needs,
    security: endpoint.needs === 'public' ? [] : [{ session: [] }],
    parameters,
    ...requestBody(endpoint, inBody, bodyEntries, required),
    responses: responses(endpoint),
  };
}

function requestBody(
  endpoint: Endpoint,
  inBody: boolean,
  entries: [string, unknown][],
  required: Set<string>,
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
  return {
    requestBody: { required: schema.required.length > 0, content: { 'application/json': { schema } } },
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
