import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A file system of a given size, in memory. */
export interface SmallDisk {
  path: string;
  /** Writes ballast until so much room is left; with 0 until nothing more fits. */
  fill(leaveBytes: number): void;
  /** Deletes the ballast. */
  free(): void;
  /** Gives it another size. */
  grow(bytes: number): void;
  remove(): void;
}

const mebibyte = 1024 * 1024;

/** Mounts one on this (new) folder. Throws where that is not possible: it takes root, and a system that lets it. */
export async function mountSmallDisk(path: string, bytes: number): Promise<SmallDisk> {
  if (process.getuid?.() !== 0)
    throw new Error('A small disk can be mounted by root only: run this as root.');
  await mkdir(path, { recursive: true });
  mount(['-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'perennial-faults', path]);
  const ballast = join(path, 'ballast');
  return {
    path,
    fill(leaveBytes) {
      const piece = Buffer.alloc(mebibyte, 1);
      const file = openSync(ballast, 'a');
      try {
        for (;;) {
          const room = roomOn(path) - leaveBytes;
          if (room <= 0) return;
          writeSync(file, piece, 0, Math.min(room, piece.length));
        }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      } finally {
        closeSync(file);
      }
    },
    free: () => rmSync(ballast, { force: true }),
    grow: (size) => mount(['-o', `remount,size=${size}`, path]),
    remove: () => void spawnSync('umount', ['-l', path]),
  };
}

function roomOn(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

function mount(options: string[]): void {
  const { status, stderr, error } = spawnSync('mount', options, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`This system lets nobody mount a small disk: ${error?.message ?? stderr.trim()}`);
}
