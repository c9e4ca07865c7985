import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type CommandFolder,
  command,
  commandFolder,
  endOf,
  jsonLines,
  orderFile,
  startCommand,
} from './cli.fixtures.ts';

let folder: CommandFolder;

beforeEach(() => {
  folder = commandFolder();
});

afterEach(() => folder.remove());

async function isRunning(): Promise<unknown> {
  const { out } = await command(folder, ['status', '--json']);
  return jsonLines(out)[0]?.running;
}

test('where no server runs a command starts one, a second command at once uses it, and none stays', async () => {
  expect(await isRunning()).toBe(false);
  writeFileSync(join(folder.path, 'orders.csv'), orderFile(40));
  const ended = await Promise.all([
    endOf(startCommand(folder, ['import', 'orders.csv', '--as', 'orders', '--json'])),
    endOf(startCommand(folder, ['customers', 'list', '--json'])),
  ]);
  expect(ended.map(({ code, err }) => ({ code, err }))).toEqual([
    { code: 0, err: '' },
    { code: 0, err: '' },
  ]);
  expect(jsonLines(ended[0].out).at(-1)).toMatchObject({ state: 'done', rowsIn: 40, created: 40 });
  expect(await isRunning()).toBe(false);
});

test('an import that is interrupted goes on in the command that waits for it', async () => {
  writeFileSync(join(folder.path, 'orders.csv'), orderFile(12_000));
  const importing = startCommand(folder, ['import', 'orders.csv', '--as', 'orders', '--json']);
  const [first] = (await once(createInterface(importing.stdout!), 'line')) as [string];
  const { id } = JSON.parse(first) as { id: string };
  const ended = endOf(importing);
  const interrupt = () => void importing.kill('SIGINT');
  const last = await command(folder, ['imports', 'watch', id, '--json'], 'en', { onOut: interrupt });
  expect(await ended).toMatchObject({ code: 130, err: expect.stringContaining(`imports watch ${id}`) });
  expect(last).toMatchObject({ code: 0, err: '' });
  expect(jsonLines(last.out).at(-1)).toMatchObject({ rowsIn: 12_000, created: 12_000, orderLines: 12_000 });
  expect(await isRunning()).toBe(false);
});

test('a data folder that cannot be one is told in a sentence', async () => {
  const path = join(folder.path, 'a file');
  writeFileSync(path, '');
  const config = { ...folder.config, dataFolder: path };
  expect(await command({ ...folder, config }, ['imports', 'list'])).toMatchObject({
    code: 1,
    err: expect.stringContaining(`${path} cannot be used`),
  });
});
