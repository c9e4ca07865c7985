import { afterAll, beforeAll, expect, test } from 'vitest';
import { diceOf } from '#platform/testing/dice.ts';
import { hostileTexts, isUnstorable } from '#platform/testing/fuzz/hostile-texts.ts';
import { KnownThings } from '#platform/testing/fuzz/known-things.ts';
import type { Operation } from '#platform/testing/fuzz/operations.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { type ApiAnswer, type ApiWorld, apiWorld, type Headers } from './api-world.fixtures.ts';
import { callOf, type Input, ordinaryInput } from './ordinary-call.fixtures.ts';
import { openObjects, type TextPlace, textPlaces, withText } from './text-places.fixtures.ts';

let world: ApiWorld;
let owner: Headers;
const known = new KnownThings();
const dice = diceOf(20_261_126);
const hand = { dice, idFor: (name: string) => known.id(name, dice) };

beforeAll(async () => {
  world = await apiWorld(await testPlatform());
  owner = await world.owner();
  // What is there for the others to name.
  for (const path of ['/customers', '/orders', '/products', '/teams', '/roles']) {
    const operation = world.operations.find(({ name }) => name === `POST ${path}`)!;
    for (let times = 0; times < 3; times++) await send(operation, ordinaryInput(operation, hand));
  }
});
afterAll(() => world.close());

async function send(operation: Operation, input: Input): Promise<ApiAnswer> {
  const address = `198.51.${dice(200)}.${dice(250)}`;
  const answer = await world.send({ ...callOf(operation, input, owner), address });
  if (answer.status < 300 && answer.contentType.includes('json'))
    known.learn(operation.path, JSON.parse(answer.text));
  return answer;
}

/** What tidying may take from a text: spaces, marks that nobody sees, forms of the same letter, upper case. */
const bare = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s\p{C}\u200b-\u200f\u115f\u3164]/gu, '')
    .toLowerCase();

/** Every text that stands under this name somewhere in an answer. */
function textsUnder(name: string, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === name && typeof part === 'string' ? [part] : textsUnder(name, part),
  );
}

/** One text in one place, in an input that is otherwise as it should be; what was wrong with the answer. */
async function tryText(operation: Operation, place: TextPlace, text: string): Promise<string[]> {
  const input = ordinaryInput(operation, hand);
  const made = { ...input, [place.in]: withText(input[place.in], place.keys, text) };
  const { status, contentType, text: answered } = await send(operation, made);
  const what = `${operation.name} ${place.keys.join('.')} ${JSON.stringify(text)}: ${status}`;
  if (status >= 500) return [what];
  if (place.in !== 'body' && !text.isWellFormed()) return [];
  if (isUnstorable(text)) return status >= 400 ? [] : [`${what} is taken, and cannot be stored`];
  if (/html|javascript|svg/.test(contentType)) return [`${what} as ${contentType}`];
  if (status !== 200 || operation.method === 'GET' || !contentType.includes('json')) return [];
  const name = place.keys.findLast((key) => typeof key === 'string') as string;
  const told = textsUnder(name, JSON.parse(answered)).filter((each) => each !== '');
  taken.add(`${operation.name} ${name}`);
  return told.length === 0 || told.some((each) => bare(each) === bare(text))
    ? []
    : [`${what} came back as ${told}`];
}
const taken = new Set<string>();

test('hostile texts in every field are refused or come back as the text that they are', async () => {
  const wrong: string[] = [];
  let turn = 0;
  for (const operation of world.operations) {
    for (const place of textPlaces(operation)) {
      // Prime to the count of texts: every text comes to every kind of field by and by; the long run tries them all.
      const text = hostileTexts[(turn++ * 7) % hostileTexts.length]!;
      wrong.push(...(await tryText(operation, place, text)));
    }
  }
  expect(wrong).toEqual([]);
  expect(taken.size).toBeGreaterThan(20);
}, 180_000);

test('more than two megabytes are refused by every endpoint that takes no file', async () => {
  const payload = JSON.stringify({ text: 'x'.repeat(2 * 1024 * 1024) });
  const headers = { ...owner, 'if-match': '"1"', 'content-type': 'application/json' };
  for (const { method, path, name, takesFile } of world.operations) {
    if (takesFile || method === 'GET') continue;
    const url = `/api/v1${path.replace(/\{\w+\}/g, '1')}`;
    const { status, text } = await world.send({ method: method as 'POST', url, headers, payload });
    expect([name, status, JSON.parse(text).code]).toEqual([name, 413, 'platform.too_large']);
  }
});

test('no text of an input is without an end', () => {
  const endless = world.operations.flatMap((operation) =>
    textPlaces(operation)
      .filter(({ schema }) => schema.type === 'string' && schema.maxLength === undefined && !schema.format)
      .map(({ keys }) => `${operation.name} ${keys.join('.')}`),
  );
  expect(endless).toEqual([]);
});

test('no object of an input takes keys that nobody knows', () => {
  const open = world.operations.flatMap(({ name, body }) =>
    openObjects(body ?? {}).map((path) => `${name} ${path}`),
  );
  expect(open).toEqual([]);
});

test('what goes out as a file is an attachment in which nothing is run', async () => {
  const downloads = world.operations.filter(
    ({ method, name }) => method === 'GET' && /export|csv/.test(name),
  );
  expect(downloads.length).toBeGreaterThan(2);
  for (const operation of downloads) {
    const { status, headers, text } = await send(operation, ordinaryInput(operation, hand));
    if (status === 404) continue;
    expect([operation.name, status]).toEqual([operation.name, 200]);
    expect(headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''[\w.%-]+$/);
    expect(headers['content-type']).toMatch(/^text\/csv/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    const running = cellsOf(text).filter((cell) => /^[=@\t\r]|^[+-](?![\d ().-]*$)/.test(cell));
    expect([operation.name, running]).toEqual([operation.name, []]);
  }
});

function cellsOf(csv: string): string[] {
  return [...csv.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(?:,|\r\n|$)/g)].map(([, cell = '']) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}
