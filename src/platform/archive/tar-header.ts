/** Every header and every content starts at a multiple of this. */
export const blockBytes = 512;

const mostNameBytes = 100;
const mostFolderBytes = 155;
const mostSizeBytes = 0o77777777777;

export interface TarEntry {
  /** With folders: `tables/admin.users/00001.zst`. */
  name: string;
  sizeBytes: number;
  /** Seconds since 1970. */
  modified: number;
}

/**
 * The header (ustar) of a regular file that its owner alone may read. The same entry gives the same bytes. Throws on a
 * name that does not fit.
 */
export function tarHeader({ name, sizeBytes, modified }: TarEntry): Buffer {
  const slash = name.lastIndexOf('/');
  const [folder, own] = [name.slice(0, Math.max(slash, 0)), name.slice(slash + 1)];
  if (Buffer.byteLength(own) > mostNameBytes || Buffer.byteLength(folder) > mostFolderBytes)
    throw new Error(`The name ${name} is too long for an archive.`);
  if (sizeBytes > mostSizeBytes) throw new Error(`${name} is too large for one entry of an archive.`);
  const header = Buffer.alloc(blockBytes);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  header.write(own, 0);
  header.write(octal(0o600, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  header.write(octal(sizeBytes, 11), 124);
  header.write(octal(modified, 11), 136);
  header.write('        ', 148);
  header.write('0', 156);
  header.write('ustar\x0000', 257);
  header.write(folder, 345);
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** The entry of a header that `tarHeader` made; undefined for anything else, be it one bit off. */
export function readTarHeader(header: Buffer): TarEntry | undefined {
  const text = (from: number, to: number) => header.toString('utf8', from, to).replace(/\0.*$/s, '');
  const [own, folder] = [text(0, 100), text(345, 500)];
  const entry = {
    name: folder === '' ? own : `${folder}/${own}`,
    sizeBytes: Number.parseInt(text(124, 136), 8),
    modified: Number.parseInt(text(136, 148), 8),
  };
  if (!Number.isSafeInteger(entry.sizeBytes) || !Number.isSafeInteger(entry.modified)) return undefined;
  if (entry.sizeBytes < 0 || entry.modified < 0 || own === '') return undefined;
  try {
    return tarHeader(entry).equals(header) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/** How many zeros follow a content of this size. */
export function paddingOf(sizeBytes: number): number {
  return (blockBytes - (sizeBytes % blockBytes)) % blockBytes;
}
