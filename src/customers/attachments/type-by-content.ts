import type { FileHandle } from 'node:fs/promises';

const startsWith = (head: Buffer, bytes: readonly number[], at = 0) =>
  bytes.every((byte, index) => head[at + index] === byte);
const ascii = (text: string) => [...Buffer.from(text, 'latin1')];

const signatures: [type: string, fits: (head: Buffer) => boolean][] = [
  ['image/png', (head) => startsWith(head, [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a])],
  ['image/jpeg', (head) => startsWith(head, [0xff, 0xd8, 0xff])],
  ['image/gif', (head) => startsWith(head, ascii('GIF87a')) || startsWith(head, ascii('GIF89a'))],
  ['image/webp', (head) => startsWith(head, ascii('RIFF')) && startsWith(head, ascii('WEBP'), 8)],
  ['application/pdf', (head) => startsWith(head, ascii('%PDF-'))],
  ['application/zip', (head) => startsWith(head, [0x50, 0x4b, 0x03, 0x04])],
];

/** How many bytes from the beginning `typeByContent` wants to see. */
export const headBytes = 16;

/** The same of an open file, which is read from its beginning afterwards. */
export async function typeOfFile(file: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
  return typeByContent(buffer.subarray(0, bytesRead));
}

/**
 * What a file is by its first bytes. Nothing that a browser would run has a name here: whatever is not known is bytes and
 * nothing more, pages and drawings with scripts among it.
 */
export function typeByContent(head: Buffer): string {
  return signatures.find(([, fits]) => fits(head))?.[0] ?? 'application/octet-stream';
}
