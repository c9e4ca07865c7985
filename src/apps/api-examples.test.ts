import { expect, test } from 'vitest';
import { exampleInput, openApiOf } from '#platform/http/openapi.ts';
import { operationsOf } from '#platform/testing/fuzz/operations.ts';
import { domains } from './domains.ts';

const routes = domains.flatMap((domain) => domain.routes);
const endpoints = routes.flatMap(({ contract }) => Object.values(contract.endpoints));

test('the example of every endpoint is an input that the endpoint takes', () => {
  const wrong = endpoints.flatMap((endpoint) => {
    const parsed = endpoint.input.safeParse(exampleInput(endpoint));
    return parsed.success ? [] : [[`${endpoint.method} ${endpoint.path}`, parsed.error.issues]];
  });
  expect(wrong).toEqual([]);
});

test('the document shows an example of all that a call must say', () => {
  const silent = operationsOf(openApiOf(routes)).flatMap(({ name, parameters }) =>
    parameters.filter((each) => each.required && !('example' in each)).map((each) => `${name} ${each.name}`),
  );
  expect(silent).toEqual([]);
});
