import { spawnSync } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { AnswerError, callSocket, startServerProcess } from '../installation/server-process.ts';
import { mountSmallDisk, type SmallDisk } from '../installation/small-disk.ts';
import { type Fault, lookAt, type Scene } from './fault-run.ts';
import { expectAlive } from './restart-database.ts';

const mebibyte = 1024 * 1024;
const patienceMs = 60_000;
const lingerMs = 8_000;

/**
 * The disk under everything, database and files, fills while rows are stored; later the ballast is deleted. Until
 * then the server must live, say that the disk is full, and refuse uploads without leaving anything of them.
 */
export function fillDataDisk(): Fault {
  let disk: SmallDisk;
  return {
    async start(folder) {
      disk = await mountSmallDisk(join(folder, 'disk'), 3000 * mebibyte);
      return startServerProcess(join(disk.path, 'data'));
    },
    async strike(scene, id) {
      await sleep(scene.random() * 1500);
      const before = await panics(scene);
      disk.fill(Math.floor(scene.random() * 24 * mebibyte));
      const told = await untilFull(scene, id);
      if (told) {
        await keepFull(disk, scene.random() * lingerMs);
        await expectRefusedUpload(scene, disk.path);
      }
      disk.free();
      expectAlive(scene);
      return told && `${told}, ${(await panics(scene)) > before ? 'PANIC' : 'no PANIC'} of the database`;
    },
    stop: async () => disk?.remove(),
  };
}

/**
 * The disk of the database's log alone fills: where it cannot write that, PostgreSQL ends all its processes and
 * recovers, or cannot even do that until there is room.
 */
export function fillLogDisk(): Fault {
  let disk: SmallDisk;
  return {
    async start(folder) {
      const dataFolder = join(folder, 'data');
      await (await startServerProcess(dataFolder)).stop();
      const log = join(dataFolder, 'postgres', 'database', 'pg_wal');
      await rename(log, `${log}.moved`);
      disk = await mountSmallDisk(log, 400 * mebibyte);
      const copied = spawnSync('/bin/sh', [
        '-c',
        'cp -a "$1/." "$2" && rm -r "$1"',
        'sh',
        `${log}.moved`,
        log,
      ]);
      if (copied.status !== 0) throw new Error(String(copied.stderr));
      return startServerProcess(dataFolder);
    },
    async strike(scene, id) {
      await sleep(scene.random() * 1500);
      const before = await panics(scene);
      disk.fill(0);
      const told = await untilFull(scene, id);
      if (told) await keepFull(disk, scene.random() * lingerMs);
      disk.free();
      expectAlive(scene);
      return told && `${told}, ${(await panics(scene)) > before ? 'PANIC' : 'no PANIC'} of the database`;
    },
    stop: async () => disk?.remove(),
  };
}

/** The disk of the uploads alone is too small for what the file unpacks to; later it is made larger. */
export function fillUploadsDisk(): Fault {
  let disk: SmallDisk;
  let packedBytes = 0;
  let plainBytes = 0;
  return {
    async start(folder) {
      disk = await mountSmallDisk(join(folder, 'data', 'uploads'), 64 * mebibyte);
      return startServerProcess(join(folder, 'data'));
    },
    async pack(path) {
      const packed = `${path}.gz`;
      await pipeline(createReadStream(path), createGzip(), createWriteStream(packed));
      packedBytes = (await stat(packed)).size;
      plainBytes = (await stat(path)).size;
      const held = await heldBytes(disk.path);
      disk.grow(held + packedBytes + Math.floor(plainBytes * 0.6));
      return packed;
    },
    async strike(scene, id) {
      const told = await untilFull(scene, id);
      if (!told) throw new Error('The disk of the uploads did not fill.');
      await sleep(scene.random() * lingerMs);
      disk.fill(0);
      await expectRefusedUpload(scene, scene.server.dataFolder);
      disk.free();
      expectAlive(scene);
      disk.grow(1024 * mebibyte);
      return told;
    },
    stop: async () => disk?.remove(),
  };
}

/** Whatever becomes free meanwhile, as a log of the database that is not needed any more, fills again. */
async function keepFull(disk: SmallDisk, ms: number): Promise<void> {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(100)) disk.fill(0);
  disk.fill(0);
}

async function panics({ server }: Scene): Promise<number> {
  const logs = join(server.dataFolder, 'postgres', 'logs');
  const texts = await Promise.all((await readdir(logs)).map((name) => readFile(join(logs, name), 'utf8')));
  return texts.join('').split('PANIC:').length - 1;
}

async function heldBytes(folder: string): Promise<number> {
  let held = 0;
  for (const name of await readdir(folder)) held += (await stat(join(folder, name))).size;
  return held;
}

/** Waits until the import or the server says that the disk is full; null where the import ended before. */
async function untilFull(scene: Scene, id: string): Promise<string | null> {
  const since = Date.now();
  for (;;) {
    const { row, away } = await lookAt(scene.server.dataFolder, id);
    if (away === 'platform.disk_full') return `answers ${away}`;
    if (row?.waitsFor === 'diskFull') return `waits for ${row.waitsFor}`;
    if (row && row.state !== 'running' && row.state !== 'queued') return null;
    if (Date.now() - since > patienceMs)
      throw new Error(`Nobody says that the disk is full: ${away ?? JSON.stringify(row)}`);
    await sleep(50);
  }
}

/** Tries it with a file that lies beside the folder, on a disk that has room. */
async function expectRefusedUpload(scene: Scene, folder: string): Promise<void> {
  const { dataFolder } = scene.server;
  const uploads = join(dataFolder, 'uploads');
  const file = join(folder, '..', 'some.csv');
  await writeFile(file, 'name\n'.repeat(400_000));
  const before = await readdir(uploads);
  const answer = await callSocket(dataFolder, 'POST', '/uploads?fileName=some.csv', { file }).catch(
    (error: unknown) => error,
  );
  if (
    !(answer instanceof AnswerError) ||
    !['ingestion.disk_full', 'platform.disk_full'].includes(answer.code)
  )
    throw new Error(`An upload to a full disk was answered with ${String(answer)}`);
  const left = (await readdir(uploads)).filter((name) => !before.includes(name));
  if (left.length > 0) throw new Error(`An upload to a full disk left ${left.join(', ')} behind.`);
}
