import { deflateRawSync, gzipSync } from 'node:zlib';
import type { Outcome } from './hostile-texts.fixtures.ts';
import { goodWorkbook } from './hostile-workbooks.fixtures.ts';
import { type PackedEntry, zipOf } from './zip.fixtures.ts';

const read: Outcome = { read: 3 };
const broken: Outcome = { code: 'ingestion.file_broken' };
const csv = '姓名,手机\n张伟,13812345678\n';
const one = (content: Buffer | string, more: Partial<PackedEntry> = {}) =>
  zipOf([{ name: 'a.csv', content, ...more }]);
const bomb = Buffer.alloc(100 << 20, 'a,b\n');
/** What can be wrong with archives and compressed files. */
export const hostileArchives: [string, Buffer, Outcome][] = [
  ['a workbook in a zip', one(goodWorkbook), read],
  ['a gzip in a zip', one(gzipSync(csv)), { read: 1 }],
  ['a zip in a zip', one(one(csv)), { code: 'ingestion.nothing_to_read' }],
  [
    'zips in zips, deep',
    Array.from({ length: 50 }).reduce<Buffer>((inner) => one(inner), Buffer.from(csv)),
    { code: 'ingestion.nothing_to_read' },
  ],
  ['a gzip in a gzip', gzipSync(gzipSync(csv)), { code: 'ingestion.nothing_to_read' }],
  ['a workbook in a gzip', gzipSync(goodWorkbook), { code: 'ingestion.nothing_to_read' }],
  ['a gzip bomb', gzipSync(bomb), { code: 'ingestion.unpacked_too_large' }],
  ['a zip bomb', one(bomb), { code: 'ingestion.unpacked_too_large' }],
  ['a bomb in a gzip in a zip', one(gzipSync(bomb)), { code: 'ingestion.unpacked_too_large' }],
  ['a zip that claims too few bytes', one(csv.repeat(100), { claimedBytes: 20 }), broken],
  ['a zip that claims too many bytes', one(csv, { claimedBytes: 2 ** 31 }), broken],
  ['a zip with a wrong checksum', one(csv, { claimedSum: 1 }), broken],
  ['an encrypted entry', one(csv, { encrypted: true }), { code: 'ingestion.file_encrypted' }],
  ['an unknown packing', one(csv, { method: 99 }), { code: 'ingestion.file_other_archive' }],
  ['bytes that are not packed', zipOf([{ name: 'a.csv', content: csv, stored: true, method: 8 }]), broken],
  [
    'thousands of entries',
    zipOf(Array.from({ length: 3000 }, (_, at) => ({ name: `${at}.csv`, content: csv }))),
    { code: 'ingestion.too_many_parts' },
  ],
  [
    'hundreds of entries',
    zipOf(Array.from({ length: 300 }, (_, at) => ({ name: `${at}.csv`, content: csv }))),
    { read: 1 },
  ],
  [
    'entries of one name',
    zipOf([
      { name: 'a.csv', content: csv },
      { name: 'a.csv', content: csv },
    ]),
    { read: 1 },
  ],
  [
    'names that lead out',
    zipOf([
      { name: '../../../../tmp/x.csv', content: csv },
      { name: '/etc/x.csv', content: csv },
      { name: 'C:\\x.csv', content: csv },
    ]),
    { read: 1 },
  ],
  ['names of control characters', zipOf([{ name: '\0\x1b[31m\n.csv', content: csv }]), { read: 1 }],
  ['a name without end', zipOf([{ name: 'x'.repeat(60_000), content: csv }]), { read: 1 }],
  ['no name', zipOf([{ name: '', content: csv }]), { read: 1 }],
  ['no entries', zipOf([]), { code: 'ingestion.nothing_to_read' }],
  ['empty entries', one(''), { code: 'ingestion.nothing_to_read' }],
  [
    'a Numbers document',
    zipOf([{ name: 'Index/Document.iwa', content: 'x' }]),
    { code: 'ingestion.file_numbers' },
  ],
  [
    'an OpenDocument table',
    zipOf([
      { name: 'mimetype', content: 'x' },
      { name: 'content.xml', content: '<x/>' },
      { name: 'META-INF/manifest.xml', content: '<x/>' },
    ]),
    { code: 'ingestion.file_open_document' },
  ],
  ['two gzips in a row', Buffer.concat([gzipSync(csv), gzipSync('李娜,13912345678\n')]), { read: 2 }],
  ['a gzip with a tail', Buffer.concat([gzipSync(csv), Buffer.from('tail')]), 'any'],
  ['a deflate without a head', deflateRawSync(csv), 'any'],
  ['half a magic number', Buffer.from('PK'), 'any'],
  ['only the start of a gzip', Buffer.from('1f8b', 'hex'), broken],
];

const bytes = (text: string) => Buffer.from(text, 'latin1');
const encrypted = Buffer.concat([
  bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
  Buffer.alloc(600),
  Buffer.from('EncryptedPackage', 'utf16le'),
]);
const tar = Buffer.alloc(1024);
tar.write('ustar', 257);
tar.write('a.csv');
/** What is no table. */
export const foreignFiles: [string, Buffer, Outcome][] = [
  ['a PDF', bytes('%PDF-1.7\n%âãÏÓ'), { code: 'ingestion.file_pdf' }],
  ['a PNG', bytes('\x89PNG\r\n\x1a\n\0\0'), { code: 'ingestion.file_image' }],
  ['a JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF'), { code: 'ingestion.file_image' }],
  ['a GIF', bytes('GIF89a'), { code: 'ingestion.file_image' }],
  ['a WebP', bytes('RIFF\0\0\0\0WEBPVP8 '), { code: 'ingestion.file_image' }],
  ['an old workbook', bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0'), { code: 'ingestion.file_old_excel' }],
  ['a workbook with a password', encrypted, { code: 'ingestion.file_encrypted' }],
  ['a web page', bytes('\n <html><body><table><tr><td>1'), { code: 'ingestion.file_web_page' }],
  ['a table of a web page', Buffer.from('\ufeff<table border=1>'), { code: 'ingestion.file_web_page' }],
  ['XML', bytes('<?xml version="1.0"?><Workbook/>'), { code: 'ingestion.file_web_page' }],
  ['a rar', bytes('Rar!\x1a\x07\x01\0'), { code: 'ingestion.file_other_archive' }],
  ['a 7z', bytes("7z\xbc\xaf'\x1c"), { code: 'ingestion.file_other_archive' }],
  ['an xz', bytes('\xfd7zXZ\0'), { code: 'ingestion.file_other_archive' }],
  ['a bzip2', bytes('BZh91AY&SY'), { code: 'ingestion.file_other_archive' }],
  ['a tar', tar, { code: 'ingestion.file_other_archive' }],
  ['a program', bytes('\x7fELF\x02\x01\x01'), { code: 'ingestion.file_not_a_table' }],
  ['a database', bytes('SQLite format 3\0'), { code: 'ingestion.file_not_a_table' }],
  ['blanks', bytes(' \r\n\t\n  '), { code: 'ingestion.file_empty' }],
  ['NULs', Buffer.alloc(5000), { code: 'ingestion.file_empty' }],
  ['a byte order mark alone', Buffer.from('\ufeff'), { code: 'ingestion.file_empty' }],
  ['a quotation mark', bytes('"'), 'any'],
  ['quotation marks', bytes('"'.repeat(100_001)), 'any'],
  ['delimiters', bytes(','.repeat(100_000)), 'any'],
  ['one line of two megabytes', bytes('x'.repeat(2 << 20)), 'any'],
];
