import { expect, test } from 'vitest';
import { keptDraft } from './kept-draft.ts';

const given = JSON.stringify({ stages: ['first'] });
const kept = (text: string, of = given) => JSON.stringify({ given: of, text });

test('what was kept goes on where it began with what is given still', () => {
  expect(keptDraft(kept('{"stages":["loyal"]}'), given)).toEqual({ stages: ['loyal'] });
});

test.each([
  ['nothing', null],
  ['a draft of what was given before', kept('{"stages":["loyal"]}', '{"stages":[]}')],
  ['a text that is cut short', kept('{"stages":["lo')],
  ['no JSON', '<html>'],
  ['another form', '{"given":1,"text":2}'],
])('%s is no draft', (_, text) => {
  expect(keptDraft(text, given)).toBeUndefined();
});
