import { expect, test } from 'vitest';
import { documentsNameWhatExists } from './documents.ts';
import { projectOf } from './project.ts';

function complaints(text: string, document = 'README.md') {
  const project = projectOf({
    [document]: text,
    'src/pets/domain.ts': '',
    'src/pets/dogs/dogs.ts': '',
    'docs/decisions/0001-dogs.md': '',
    'package.json': JSON.stringify({ scripts: { walk: 'node walk.ts' } }),
  });
  return documentsNameWhatExists(project).map((violation) => violation.message);
}

test('paths, folders, links, file names and scripts that exist pass', () => {
  const text =
    '`src/pets/dogs/` and `src/pets/dogs/dogs.ts`, see [why](docs/decisions/0001-dogs.md), `package.json`, `npm run walk`';
  expect(complaints(text)).toEqual([]);
});

test.each([
  ['`src/cats/`', 'names src/cats/, which does not exist'],
  ['`tools/walk.ts`', 'names tools/walk.ts, which does not exist'],
  ['[why](docs/decisions/0002-cats.md)', 'names docs/decisions/0002-cats.md, which does not exist'],
  ['`CATS.md`', 'names CATS.md, which does not exist'],
  ['`npm run feed`', 'names npm run feed, which package.json has not'],
])('what does not exist is found: %s', (text, message) => {
  expect(complaints(text)).toEqual([message]);
});

test('patterns, placeholders, code blocks and addresses are not looked up', () => {
  const text =
    '`src/*/domain.ts` `src/<domain>/` `database/migrations/NNNN_x.sql` [site](https://example.org/a)\n```\n`src/cats/`\n```\n';
  expect(complaints(text)).toEqual([]);
});

test('links are read from the folder of their document', () => {
  expect(complaints('[dogs](dogs/dogs.ts)', 'src/pets/README.md')).toEqual([]);
  expect(complaints('[cats](cats/cats.ts)', 'src/pets/README.md')).toHaveLength(1);
});
