import { expect, test } from 'vitest';
import { type FuzzWorld, fuzz } from './fuzz-run.ts';
import { hostileTexts } from './hostile-texts.ts';
import type { JudgedAnswer } from './judge-answer.ts';

const operation = {
  name: 'POST /notes',
  method: 'POST',
  path: '/notes',
  needs: 'notes.write',
  parameters: [],
  body: { type: 'object', properties: { text: { type: 'string' } }, required: ['text'] },
  takesFile: false,
};

function worldThatAnswers(answer: (payload: string | undefined) => JudgedAnswer): FuzzWorld {
  return {
    operations: [operation],
    seldom: new Set(),
    actors: async () => ({ owner: { cookie: 'x' }, nobody: {} }),
    send: async ({ payload }) => answer(payload),
    faults: () => ['what the log says'],
  };
}

const problem = (status: number, more: object = {}): JudgedAnswer => ({
  status,
  contentType: 'application/problem+json',
  text: JSON.stringify({ status, code: 'platform.wrong_input', ...more }),
});

test.each([
  ['a fault', problem(500), 'answered 500'],
  [
    'a refusal in another shape',
    { ...problem(400), contentType: 'application/json' },
    '400 is no problem+json',
  ],
  ['a refusal without a code', problem(400, { code: undefined }), '400 has no code'],
  ['a trace of our code', problem(400, { detail: 'x\n    at run (a.ts:1:1)' }), 'tells of our insides'],
  [
    'words of the database',
    problem(409, { detail: 'it violates unique constraint "x"' }),
    'tells of our insides',
  ],
  [
    'what only those who may should get',
    { ...problem(200), contentType: 'application/json' },
    '200 to nobody',
  ],
])('%s is found, with the call and what the log says', async (_name, answer, wanted) => {
  const { wrong } = await fuzz(
    worldThatAnswers(() => answer),
    { count: 40, seed: 1 },
  );
  expect(wrong.join('\n')).toContain(wanted);
  expect(wrong.join('\n')).toMatch(/curl -X \w+ .*\/api\/v1/);
  expect(wrong.join('\n')).toContain('what the log says');
});

test('an outage and a refusal with a code are as they should be', async () => {
  for (const status of [400, 503, 507]) {
    expect(
      (
        await fuzz(
          worldThatAnswers(() => problem(status)),
          { count: 8, seed: 1 },
        )
      ).wrong,
    ).toEqual([]);
  }
});

test('the same seed sends the same calls, hostile ones among them', async () => {
  const sent = async (seed: number) => {
    const payloads: (string | undefined)[] = [];
    const world = worldThatAnswers((payload) => {
      payloads.push(payload);
      return problem(400);
    });
    await fuzz(world, { count: 400, seed });
    return payloads;
  };
  const first = await sent(1);
  expect(await sent(1)).toEqual(first);
  expect(await sent(2)).not.toEqual(first);
  const told = first.join('\n');
  expect(hostileTexts.filter((text) => told.includes(JSON.stringify(text))).length).toBeGreaterThan(20);
});
