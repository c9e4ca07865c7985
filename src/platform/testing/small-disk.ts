import { type FileHandle, open } from 'node:fs/promises';
import { afterAll, vi } from 'vitest';

/** A disk with room for so many bytes of each file that is written through a handle; a real small one takes root. */
export async function smallDisk(roomBytes: number): Promise<{ roomBytes: number }> {
  const disk = { roomBytes };
  const anyFile = await open(import.meta.filename);
  const everyFile: Pick<FileHandle, 'writeFile'> = Object.getPrototypeOf(anyFile);
  await anyFile.close();
  const { writeFile } = everyFile;
  const written = new WeakMap<object, number>();
  vi.spyOn(everyFile, 'writeFile').mockImplementation(async function (this: FileHandle, given) {
    const size = (written.get(this) ?? 0) + (given as Buffer).length;
    written.set(this, size);
    if (size > disk.roomBytes) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    return writeFile.call(this, given);
  });
  afterAll(() => vi.restoreAllMocks());
  return disk;
}
