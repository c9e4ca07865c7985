import { statfs } from 'node:fs/promises';

/** PostgreSQL writes its log in files of 16 MiB; below two of them it cannot even recover. */
const leastBytes = 32 * 1024 * 1024;

/** Whether every one of these folders lies on a disk with room for some work; one that is not there has it. */
export async function haveRoom(folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const disk = await statfs(folder).catch(() => undefined);
    if (disk && disk.bavail * disk.bsize < leastBytes) return false;
  }
  return true;
}
