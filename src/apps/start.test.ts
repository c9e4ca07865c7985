import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';

// Stands in for an older Node: the version is all that start.mjs looks at.
const pretendNode20 = `data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '20.19.0' } })`;
const asNode20 = ['--import', pretendNode20];
const project = join(import.meta.dirname, '..', '..');
let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'perennial start '));
  mkdirSync(join(root, 'src', 'apps'), { recursive: true });
  mkdirSync(join(root, 'node_modules', '.bin'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  copyFileSync(join(import.meta.dirname, 'start.mjs'), join(root, 'src', 'apps', 'start.mjs'));
  copyFileSync(join(project, 'perennial'), join(root, 'perennial'));
  chmodSync(join(root, 'perennial'), 0o755);
});

afterEach(() => rmSync(root, { recursive: true }));

function installNode(): void {
  symlinkSync(process.execPath, join(root, 'node_modules', '.bin', 'node'));
}

function app(name: string, program: string): void {
  writeFileSync(join(root, 'src', 'apps', name), `const pid: number = process.pid;\n${program}`);
}

// In a process group of its own, as in a terminal.
function start(options: string[], ...args: string[]): ChildProcess {
  const command = [...options, join(root, 'src', 'apps', 'start.mjs'), ...args];
  return spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

async function result(child: ChildProcess): Promise<{ code: number; said: string }> {
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = (await once(child, 'close')) as [number];
  return { code, said: said.trim() };
}

test('the server runs in the same process where Node is new enough, and under the installed Node otherwise', async () => {
  installNode();
  app(
    'server.ts',
    `console.log(pid, process.versions.node, ...process.argv.slice(2)); process.exitCode = 7;`,
  );
  const direct = start([], 'a b');
  expect(await result(direct)).toEqual({ code: 7, said: `${direct.pid} ${process.versions.node} a b` });
  const older = await result(start(asNode20, 'a b'));
  expect(older).toEqual({ code: 7, said: expect.stringMatching(`^\\d+ ${process.versions.node} a b$`) });
});

test('signals, also those of a terminal, reach the server under the installed Node once, and its end is ours', async () => {
  installNode();
  app(
    'server.ts',
    `let times = 0;
    for (const signal of ['SIGTERM', 'SIGINT']) {
      process.on(signal, () => { times++; setTimeout(() => process.exit(40 + times), 500); });
    }
    setInterval(() => undefined, 1000);
    console.log('ready');`,
  );
  const asked = start(asNode20);
  await once(asked.stdout!, 'data');
  asked.kill('SIGTERM');
  expect((await result(asked)).code).toBe(41);
  const interrupted = start(asNode20);
  await once(interrupted.stdout!, 'data');
  // Held back, so that a signal which reached the server by itself and ours cannot melt into one.
  interrupted.kill('SIGSTOP');
  process.kill(-interrupted.pid!, 'SIGINT');
  await sleep(150);
  interrupted.kill('SIGCONT');
  expect((await result(interrupted)).code).toBe(41);

  app('server.ts', `process.kill(pid, 'SIGKILL');`);
  expect((await result(start(asNode20))).code).toBe(137);
});

test('without a Node that is new enough, or without packages, both languages say what to do', async () => {
  app('server.ts', '');
  const old = await result(start(asNode20));
  expect(old).toEqual({ code: 1, said: expect.stringMatching(/needs Node\.js 24 .*\n.*需要 Node\.js 24/) });
  rmSync(join(root, 'node_modules'), { recursive: true });
  const bare = await result(start([]));
  expect(bare).toEqual({ code: 1, said: expect.stringMatching(/"npm ci".*\n.*“npm ci”/) });
  expect(spawnSync(join(root, 'perennial'), { encoding: 'utf8' })).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/"npm ci".*\n.*“npm ci”/),
  });
});

test('the command line runs from any folder and through links, with its arguments and exit code', () => {
  installNode();
  app(
    'cli.ts',
    `console.log(JSON.stringify([process.cwd(), ...process.argv.slice(2)])); process.exitCode = 3;`,
  );
  const elsewhere = join(root, 'else where');
  mkdirSync(elsewhere);
  symlinkSync(join('..', 'perennial'), join(elsewhere, 'relative'));
  symlinkSync(join(elsewhere, 'relative'), join(elsewhere, 'absolute'));
  for (const [command, cwd] of [
    [join(root, 'perennial'), '/'],
    ['../perennial', elsewhere],
    [join(elsewhere, 'absolute'), tmpdir()],
    ['./relative', elsewhere],
  ] as const) {
    const run = spawnSync(command, ['import', 'my file.csv', '--as', '*', ''], { cwd, encoding: 'utf8' });
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual([cwd, 'import', 'my file.csv', '--as', '*', '']);
    expect(run.status).toBe(3);
  }
});

test('the command line says in both languages when the only Node is too old', () => {
  const old = join(root, 'old');
  mkdirSync(old);
  writeFileSync(join(old, 'node'), '#!/bin/sh\necho v20.19.0\n', { mode: 0o755 });
  const run = spawnSync(join(root, 'perennial'), { env: { PATH: `${old}:/usr/bin:/bin` }, encoding: 'utf8' });
  expect(run).toMatchObject({ status: 1, stderr: expect.stringMatching(/Node\.js 24.*\n.*Node\.js 24/) });
});
