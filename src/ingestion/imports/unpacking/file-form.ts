import type { ReadingErrorCode } from '../reading/reading-errors.contract.ts';

/** How a file has to be opened. A zip may turn out to be a workbook. */
export type FileForm = 'text' | 'gzip' | 'zip';

/** What a file begins with when it is no table, and how to say so. Bytes as Latin-1. */
const foreign: readonly [string, ReadingErrorCode][] = [
  ['%PDF', 'ingestion.file_pdf'],
  ['{\\rtf', 'ingestion.file_not_a_table'],
  ['\x89PNG', 'ingestion.file_image'],
  ['\xff\xd8\xff', 'ingestion.file_image'],
  ['GIF8', 'ingestion.file_image'],
  ['II*\0', 'ingestion.file_image'],
  ['MM\0*', 'ingestion.file_image'],
  ['Rar!', 'ingestion.file_other_archive'],
  ["7z\xbc\xaf'\x1c", 'ingestion.file_other_archive'],
  ['\xfd7zXZ\0', 'ingestion.file_other_archive'],
  ['BZh', 'ingestion.file_other_archive'],
  ['\x28\xb5\x2f\xfd', 'ingestion.file_other_archive'],
  ['\x1f\x9d', 'ingestion.file_other_archive'],
  ['SQLite format 3\0', 'ingestion.file_not_a_table'],
  ['PAR1', 'ingestion.file_not_a_table'],
  ['\x7fELF', 'ingestion.file_not_a_table'],
];

/** Of an entry, of the end of an empty zip, and of one in several pieces. */
const zipMagic = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** Tells from the first bytes of a file (64 KB are enough) how to open it, or why it cannot be read. */
export function formOf(head: Buffer): FileForm | { refused: ReadingErrorCode } {
  const start = head.toString('latin1', 0, 300);
  if (start.startsWith('\x1f\x8b')) return 'gzip';
  if (zipMagic.includes(start.slice(0, 4))) return 'zip';
  if (start.startsWith('\xd0\xcf\x11\xe0')) return { refused: compoundFile(head) };
  for (const [magic, refused] of foreign) if (start.startsWith(magic)) return { refused };
  if (start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP') return { refused: 'ingestion.file_image' };
  if (start.slice(257, 262) === 'ustar') return { refused: 'ingestion.file_other_archive' };
  const markup = markupOf(head);
  if (markup) return { refused: markup };
  if (isEmpty(head)) return { refused: 'ingestion.file_empty' };
  if (isBinary(head)) return { refused: 'ingestion.file_not_a_table' };
  return 'text';
}

/** Excel before 2007 and workbooks with a password lie in the same kind of container. */
function compoundFile(head: Buffer): ReadingErrorCode {
  return head.includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? 'ingestion.file_encrypted'
    : 'ingestion.file_old_excel';
}

/** Web pages and XML that programs save under the name of a spreadsheet. */
function markupOf(head: Buffer): ReadingErrorCode | null {
  const wide = head[0] === 0xff && head[1] === 0xfe;
  const text = head
    .toString(wide ? 'utf16le' : 'utf8', 0, 2000)
    .replace(/^\ufeff/, '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!doctype html|<html|<table|<head|<meta|<style)/.test(text)) return 'ingestion.file_web_page';
  if (text.startsWith('mime-version:') && text.includes('multipart/related'))
    return 'ingestion.file_web_page';
  return text.startsWith('<?xml') ? 'ingestion.file_web_page' : null;
}

/** Nothing but a byte order mark, blanks, line ends and NULs. */
function isEmpty(head: Buffer): boolean {
  const mark = head[0] === 0xef ? 3 : head[0] === 0xff || head[0] === 0xfe ? 2 : 0;
  return head.subarray(mark).every((byte) => byte === 0x20 || byte === 0 || (byte >= 9 && byte <= 13));
}

/** Many control characters, and not the NULs of UTF-16. */
function isBinary(head: Buffer): boolean {
  const looked = head.subarray(0, 8192);
  let control = 0;
  const nulls = [0, 0];
  for (let at = 0; at < looked.length; at++) {
    const byte = looked[at]!;
    if (byte === 0) nulls[at & 1]!++;
    else if (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) control++;
  }
  const wide = Math.max(...nulls) > 8 * Math.min(...nulls) || (head[0] ?? 0) >= 0xfe;
  if (!wide) control += nulls[0]! + nulls[1]!;
  return control > looked.length * 0.1;
}
