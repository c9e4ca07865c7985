import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

const form = /^copy-(\d+)\.duckdb$/;

/** The files of copies, the newest first. */
export async function keptFiles(folder: string): Promise<string[]> {
  return (await numbers(folder)).sort((one, other) => other - one).map((number) => fileOf(folder, number));
}

/** A file that no build had before. */
export async function fileForBuild(folder: string): Promise<string> {
  return fileOf(folder, Math.max(0, ...(await numbers(folder))) + 1);
}

export async function removeFile(file: string): Promise<void> {
  for (const path of [file, `${file}.wal`]) await rm(path, { force: true });
}

/** Removes what a process that ended has left lying: rows on their way, and what did not fit its memory. */
export async function sweepFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (/\.[ct]sv$/.test(name) || name === 'spilled')
      await rm(join(folder, name), { recursive: true, force: true });
}

async function numbers(folder: string): Promise<number[]> {
  return (await readdir(folder)).flatMap((name) => {
    const number = form.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
}

function fileOf(folder: string, number: number): string {
  return join(folder, `copy-${number}.duckdb`);
}
