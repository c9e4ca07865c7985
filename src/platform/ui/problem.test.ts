import i18next from 'i18next';
import { expect, it } from 'vitest';
import { fieldProblems, ProblemError } from './problem.ts';

it('says at every field what is wrong with it, in words that name what the server names', async () => {
  const texts = { errors: { taken: '“{{field}}” is taken.', missing: 'Missing.' } };
  await i18next.init({ lng: 'en', resources: { en: { things: texts } } });
  const wrong = (path: string, code: string, field?: string) => ({
    ...{ path, code, message: 'as the server says' },
    ...(field ? { values: { field } } : {}),
  });
  const refused = new ProblemError({
    ...{ type: 'about:blank', title: 'invalid', status: 400, code: 'things.taken', reference: 'r' },
    errors: [wrong('job', 'things.taken', 'Job'), wrong('seal', 'things.missing'), wrong('x', 'other.x')],
  });
  expect(fieldProblems(refused)).toEqual({
    job: '“Job” is taken.',
    seal: 'Missing.',
    x: 'as the server says',
  });
});
