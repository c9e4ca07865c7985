import type { JsonSchema } from '#platform/http/json-schema.ts';

/** One endpoint as the OpenAPI document tells of it. */
export interface Operation {
  /** `GET /customers/{id}` */
  name: string;
  method: string;
  path: string;
  needs: string;
  parameters: { name: string; in: string; required?: boolean; schema: JsonSchema }[];
  body: JsonSchema | undefined;
  takesFile: boolean;
}

interface Described {
  'x-needs': string;
  parameters: Operation['parameters'];
  requestBody?: { content: Record<string, { schema: JsonSchema }> };
}

export function operationsOf(document: Record<string, unknown>): Operation[] {
  const paths = document.paths as Record<string, Record<string, Described>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      name: `${method.toUpperCase()} ${path}`,
      method: method.toUpperCase(),
      path,
      needs: described['x-needs'],
      parameters: described.parameters,
      body: described.requestBody?.content['application/json']?.schema,
      takesFile: described.requestBody?.content['application/octet-stream'] !== undefined,
    })),
  );
}
