import { expect, test } from 'vitest';
import { curlOf, endpointsOf, innerObject, matching, type OpenApi, typeWords } from './openapi.ts';

const document: OpenApi = {
  paths: {
    '/imports/{id}': {
      patch: {
        operationId: 'ingestion.edit',
        tags: ['ingestion'],
        summary: 'Keeps changes of a draft.',
        'x-needs': 'ingestion.write',
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'string' }, example: '12' },
          { name: 'If-Match', in: 'header', required: true, schema: { type: 'string' }, example: '"1"' },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] },
              example: { name: 'name' },
            },
          },
        },
        responses: {
          '200': { description: 'Done.', content: { 'application/json': { schema: { type: 'object' } } } },
          default: { description: 'Codes: ingestion.import_not_found, ingestion.not_a_draft' },
        },
      },
    },
    '/uploads': {
      post: {
        operationId: 'ingestion.upload',
        tags: ['ingestion'],
        summary: 'Stores a file.',
        'x-needs': 'ingestion.write',
        parameters: [
          { name: 'fileName', in: 'query', required: true, schema: { type: 'string' }, example: 'a b.csv' },
        ],
        requestBody: { content: { 'application/octet-stream': { schema: { type: 'string' } } } },
        responses: { default: { description: 'A problem.' } },
      },
    },
  },
};

test('an endpoint is read with its permission, its body and the errors that it names', () => {
  const [edit, upload] = endpointsOf(document);
  expect(edit).toMatchObject({
    method: 'PATCH',
    domain: 'ingestion',
    needs: 'ingestion.write',
    codes: ['ingestion.import_not_found', 'ingestion.not_a_draft'],
  });
  expect(upload).toMatchObject({ bodyIsFile: true, codes: [], answer: undefined });
});

test('the search takes all words, in any order, from path, summary and error codes', () => {
  const all = endpointsOf(document);
  expect(matching(all, 'draft patch').map(({ id }) => id)).toEqual(['ingestion.edit']);
  expect(matching(all, 'not_a_draft')).toHaveLength(1);
  expect(matching(all, '  ')).toHaveLength(2);
  expect(matching(all, 'nowhere')).toHaveLength(0);
});

test('the example of a call names every part that the server insists on', () => {
  const [edit, upload] = endpointsOf(document);
  expect(curlOf(edit!, 'http://a.example')).toBe(
    [
      `curl -X PATCH \\`,
      `  -H "Authorization: Bearer $PERENNIAL_KEY" \\`,
      `  -H 'If-Match: "1"' \\`,
      `  -H 'Content-Type: application/json' \\`,
      `  -d '{"name":"name"}' \\`,
      `  'http://a.example/api/v1/imports/12'`,
    ].join('\n'),
  );
  expect(curlOf(upload!, '')).toContain('--data-binary @orders.csv');
  expect(curlOf(upload!, '')).toContain('?fileName=a%20b.csv');
});

test('a quote in an example cannot leave the quotes of the shell', () => {
  const [edit] = endpointsOf(document);
  expect(curlOf({ ...edit!, bodyExample: { name: "it's" } }, '')).toContain(`{"name":"it'\\''s"}`);
});

test('shapes are told in a few letters, below lists and alternatives too', () => {
  expect(typeWords({ anyOf: [{ type: 'string' }, { type: 'null' }] })).toBe('string | null');
  expect(typeWords({ type: 'array', items: { enum: ['a', 'b'] } })).toBe('"a" | "b"[]');
  const inner = { properties: { id: { type: 'string' } } };
  expect(innerObject({ anyOf: [{ type: 'null' }, { type: 'array', items: inner }] })).toBe(inner);
});
