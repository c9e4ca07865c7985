import type { Dialect } from './reading.contract.ts';

/**
 * Text of a stretch of bytes in an encoding; bytes that do not belong to it become U+FFFD.
 * UTF-16 files reach the scanner as UTF-8.
 */
export function cellDecoder(
  encoding: Dialect['encoding'],
): (bytes: Buffer, from: number, to: number) => string {
  if (encoding === 'gb18030' || encoding === 'big5' || encoding === 'windows-1252') {
    const decoder = new TextDecoder(encoding);
    return (bytes, from, to) => decoder.decode(bytes.subarray(from, to));
  }
  return (bytes, from, to) => bytes.toString('utf8', from, to);
}
