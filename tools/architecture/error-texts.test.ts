import { expect, test } from 'vitest';
import { z } from 'zod';
import { contract, endpoint } from '#platform/http/contract.ts';
import { errorCodesHaveTexts } from './error-texts.ts';
import { projectOf } from './project.ts';

const texts = JSON.stringify({ errors: { not_found: 'x' } });

function messages(code: string) {
  return errorCodesHaveTexts(
    projectOf({
      'src/pets/dogs/dogs.ts': `throw fail('notFound', '${code}', {});`,
      'src/pets/messages/en.json': texts,
      'src/pets/messages/zh.json': texts,
      'src/platform/ui/messages/en.json': texts,
    }),
  ).map((violation) => violation.message);
}

test('a code with a text in both languages passes', () => {
  expect(messages('pets.not_found')).toEqual([]);
});

test('a code without a text is found in each language', () => {
  expect(messages('pets.bites')).toEqual([
    'the error pets.bites has no text errors.bites in src/pets/messages/en.json',
    'the error pets.bites has no text errors.bites in src/pets/messages/zh.json',
  ]);
});

test('codes of the platform have their texts in platform/ui', () => {
  expect(messages('platform.not_found')).toEqual([
    'the error platform.not_found has no text errors.not_found in src/platform/ui/messages/zh.json',
  ]);
});

test('a code without a domain before it is refused', () => {
  expect(messages('bites')).toEqual(['the error code bites must begin with its domain']);
});

test('a code that a contract promises needs a text too', () => {
  const list = endpoint({
    method: 'GET',
    path: '/dogs',
    summary: 'Lists dogs.',
    needs: 'pets.read',
    input: z.object({}),
    output: z.any(),
    fails: ['pets.asleep'],
  });
  const found = {
    path: 'src/pets/dogs/dogs.contract.ts',
    name: 'dogs',
    contract: contract('pets', { list }),
  };
  expect(errorCodesHaveTexts(projectOf({}, { contracts: [found] }))).toHaveLength(2);
});
