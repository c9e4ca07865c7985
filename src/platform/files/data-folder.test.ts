import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openDataFolder } from './data-folder.ts';

let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'perennial-folder-')));
});

afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
  }
  rmSync(folder, { recursive: true });
});

// Opens the folder in a process of its own as soon as a line arrives, and says how that went.
function opener(path: string): ChildProcess {
  const module = JSON.stringify(join(import.meta.dirname, 'data-folder.ts'));
  const program = `import { openDataFolder } from ${module};
    process.stdin.once('data', () => openDataFolder(${JSON.stringify(path)})
      .then(() => { console.log('open'); setInterval(() => {}, 1000); }, (error) => console.log(error.code, error.pid)));
    console.log('ready');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  return child;
}

async function line(child: ChildProcess): Promise<string> {
  const [chunk] = (await once(child.stdout!, 'data')) as [Buffer];
  return chunk.toString().trim();
}

async function openElsewhere(path: string): Promise<{ child: ChildProcess; answer: string }> {
  const child = opener(path);
  await line(child);
  child.stdin!.write('go\n');
  return { child, answer: await line(child) };
}

test('a new data folder is made for its user alone, with every folder in it', async () => {
  const opened = await openDataFolder(join(folder, 'deep', 'data'));
  expect(statSync(opened.path).mode & 0o777).toBe(0o700);
  expect(statSync(opened.subfolder('uploads')).mode & 0o777).toBe(0o700);
  expect(opened.subfolder('uploads')).toBe(join(opened.path, 'uploads'));
  expect(() => opened.subfolder('../elsewhere')).toThrow();
  opened.release();
});

test('a folder counts as fresh until something of somebody else lies in it', async () => {
  const first = await openDataFolder(folder);
  expect(first.fresh).toBe(true);
  first.release();
  const again = await openDataFolder(folder);
  expect(again.fresh).toBe(true);
  again.release();
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  const later = await openDataFolder(folder);
  expect(later.fresh).toBe(false);
  later.release();
});

test('a second opener is refused with the pid of the holder, also through a symlink and in the same process', async () => {
  const { child, answer } = await openElsewhere(folder);
  expect(answer).toBe('open');
  const link = join(folder, 'link');
  symlinkSync(folder, link);
  await expect(openDataFolder(link)).rejects.toMatchObject({ code: 'data_folder_in_use', pid: child.pid });
  child.kill('SIGKILL');
  await once(child, 'exit');

  const mine = await openDataFolder(folder);
  await expect(openDataFolder(folder)).rejects.toMatchObject({
    code: 'data_folder_in_use',
    pid: process.pid,
  });
  expect((await openElsewhere(folder)).answer).toBe(`data_folder_in_use ${process.pid}`);
  mine.release();
  mine.release();
  expect((await openElsewhere(folder)).answer).toBe('open');
});

test('a holder killed with SIGKILL leaves no lock behind', async () => {
  for (let round = 0; round < 3; round++) {
    const { child, answer } = await openElsewhere(folder);
    expect(answer).toBe('open');
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  const opened = await openDataFolder(folder);
  opened.release();
});

test('of processes that start at once on a folder whose holder was killed exactly one gets it', async () => {
  for (let round = 0; round < 3; round++) {
    const dead = await openElsewhere(folder);
    dead.child.kill('SIGKILL');
    await once(dead.child, 'exit');

    const rivals = [opener(folder), opener(folder), opener(folder), opener(folder)];
    await Promise.all(rivals.map(line));
    for (const rival of rivals) rival.stdin!.write('go\n');
    const answers = await Promise.all(rivals.map(line));
    const winner = rivals[answers.indexOf('open')]!;
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(1);
    expect(answers.filter((answer) => answer === `data_folder_in_use ${winner.pid}`)).toHaveLength(3);
    for (const rival of rivals) rival.kill('SIGKILL');
    await Promise.all(rivals.map((rival) => rival.exitCode ?? rival.signalCode ?? once(rival, 'exit')));
  }
});

test('a path that cannot be a folder is refused with its own code', async () => {
  writeFileSync(join(folder, 'file'), '');
  await expect(openDataFolder(join(folder, 'file', 'data'))).rejects.toMatchObject({
    code: 'data_folder_not_writable',
  });
});
