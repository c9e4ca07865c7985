import type { Outcome } from './hostile-texts.fixtures.ts';
import { type WorkbookOptions, type WrittenSheet, workbookOf } from './workbook.fixtures.ts';
import { type PackedEntry, zipOf } from './zip.fixtures.ts';

const rows: WrittenSheet['rows'] = [
  ['姓名', '手机', '邮箱', '生日'],
  ['张伟', 13812345678, 'zw@example.com', { number: 32874, style: 'date' }],
  ['李娜', '13912345678', 'ln@example.com', { number: 33000.5, style: 'datetime' }],
  ['王芳', { formula: '1+1', gives: 13712345678 }, { formula: 'A1', gives: 'wf@example.com' }, null],
];
const read: Outcome = { read: 3 };
const sheet: WrittenSheet = { name: '客户', rows };
/** A workbook with three customers. */
export const goodWorkbook = workbookOf([sheet]);
const broken: Outcome = { code: 'ingestion.file_broken' };
const sheetBroken: Outcome = { code: 'ingestion.sheet_broken' };

const spoiled = (
  name: string,
  content: string | Buffer,
  more: Partial<PackedEntry> = {},
): WorkbookOptions => ({
  entries: [{ name, content, ...more }],
});
const sheetOf = (body: string, head = '') =>
  spoiled('xl/worksheets/sheet1.xml', `${head}<worksheet><sheetData>${body}</sheetData></worksheet>`);
const cell = (text: string, more = '') => `<c${more} t="inlineStr"><is><t>${text}</t></is></c>`;
const line = (...texts: string[]) => `<row>${texts.map((text) => cell(text)).join('')}</row>`;
const header = line('姓名', '手机');
const person = line('张伟', '13812345678');

const book = (options: WorkbookOptions = {}, sheets = [sheet]) => workbookOf(sheets, options);
const entities = '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;">]>';
const outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>';
/** What can be wrong with a workbook. */
export const hostileWorkbooks: [string, Buffer, Outcome][] = [
  ['a workbook', book(), read],
  ['a workbook with a byte order mark in its XML', book(sheetOf(header + person, '\ufeff')), { read: 1 }],
  ['texts in the cells', book({ inlineStrings: true }), read],
  ['cells without places', book({ placeless: true }), read],
  ['tags with a prefix', book({ prefix: 'x' }), read],
  ['days since 1904', book({ epoch1904: true }), read],
  ['entities that grow', book(sheetOf(line('&b;'), entities)), sheetBroken],
  ['entities from outside', book(sheetOf(line('&a;'), outside)), sheetBroken],
  ['entities among shared strings', book(spoiled('xl/sharedStrings.xml', `${entities}<sst/>`)), broken],
  ['entities in the list of sheets', book(spoiled('xl/workbook.xml', `${outside}<workbook/>`)), broken],
  ['an unknown entity', book(sheetOf(line('&nothing;'))), sheetBroken],
  ['tags that cross', book(sheetOf('<row><c></row></c>')), sheetBroken],
  [
    'a sheet that ends early',
    book(spoiled('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row>')),
    sheetBroken,
  ],
  ['no XML at all', book(spoiled('xl/worksheets/sheet1.xml', '<row name,phone')), sheetBroken],
  ['tags nested deeply', book(sheetOf(header + '<a>'.repeat(100_000))), sheetBroken],
  ['a text of five megabytes', book(sheetOf(header + line('x'.repeat(5 << 20)))), sheetBroken],
  [
    'a text beyond a megabyte',
    book(sheetOf(header + person + line('x'.repeat(1_200_000)))),
    { read: 1, failed: 1 },
  ],
  [
    'a column beyond the last',
    book(sheetOf(`${header + person}<row>${cell('x', ' r="XFD3"')}</row>`)),
    { read: 1, failed: 1 },
  ],
  [
    'a column of letters only',
    book(sheetOf(`${header + person}<row>${cell('x', ' r="ZZZZZZZZZZ"')}</row>`)),
    { read: 1, failed: 1 },
  ],
  ['rows that jump', book(sheetOf(`${header}<row r="1048576">${cell('张伟')}</row>`)), { read: 1 }],
  [
    'rows that go back',
    book(
      sheetOf(
        `<row r="9">${cell('姓名')}${cell('手机')}</row><row r="2">${cell('张伟')}</row><row r="-5">${cell('李娜')}</row>`,
      ),
    ),
    'any',
  ],
  ['rows in a gap', book(sheetOf(`${header}<row r="5">${cell('张伟')}</row>`)), { read: 1, blank: 3 }],
  [
    'a shared string that is not there',
    book(sheetOf(`${header}${person}<row><c t="s"><v>999999</v></c>${cell('13812345678')}</row>`)),
    { read: 2 },
  ],
  [
    'a shared string that is no number',
    book(sheetOf(`${header}${person}<row><c t="s"><v>__proto__</v></c>${cell('13812345678')}</row>`)),
    { read: 2 },
  ],
  [
    'a style that is not there',
    book(sheetOf(`${header}<row>${cell('张伟')}<c s="999"><v>13812345678</v></c></row>`)),
    { read: 1 },
  ],
  ['numbers that are none', book(sheetOf(`${header}<row>${cell('张伟')}<c><v>NaN</v></c></row>`)), 'any'],
  [
    'days far away',
    book({}, [
      {
        name: 'S',
        rows: [
          ['姓名', '生日'],
          ['张伟', { number: 9e15, style: 'date' }],
          ['李娜', { number: -5, style: 'date' }],
        ],
      },
    ]),
    { read: 2 },
  ],
  [
    'errors of formulas',
    book({}, [
      {
        name: 'S',
        rows: [
          ['姓名', '手机'],
          ['张伟', { error: '#REF!' }],
        ],
      },
    ]),
    { read: 1 },
  ],
  [
    'HTML and formulas as text',
    book({}, [
      {
        name: 'S',
        rows: [
          ['姓名', '手机'],
          ['<img src=x onerror=alert(1)>', '=1+1'],
          ['张伟', '13812345678'],
        ],
      },
    ]),
    { read: 2 },
  ],
  [
    'many line breaks',
    book({}, [
      {
        name: 'S',
        rows: [
          ['姓名', '备注'],
          ['张伟', 'a\n'.repeat(500)],
          ['李娜', 'b\nc'],
        ],
      },
    ]),
    { read: 2 },
  ],
  [
    'headers of objects',
    book({}, [
      {
        name: '__proto__',
        rows: [
          ['__proto__', '姓名', 'constructor'],
          ['a', '张伟', 'b'],
        ],
      },
    ]),
    { read: 1 },
  ],
  [
    'merged headers',
    book({}, [
      {
        name: 'S',
        rows: [
          ['客户表', null, null, null],
          ['基本', null, '联系方式', null],
          ['姓名', '性别', '手机', '邮箱'],
          ['张伟', '男', '13812345678', 'a@b.cn'],
        ],
        merges: ['A1:D1', 'A2:B2', 'C2:D2'],
      },
    ]),
    { read: 1 },
  ],
  [
    'merges over everything',
    book({}, [{ ...sheet, merges: ['A1:XFD1048576', 'B2:A1', '1:1', 'A0:A0'] }]),
    read,
  ],
  [
    'thousands of merges',
    book({}, [{ ...sheet, merges: Array.from({ length: 20_000 }, (_, at) => `A${at + 1}:B${at + 1}`) }]),
    read,
  ],
  ['sheets of one name', book({}, [sheet, sheet]), read],
  ['a hidden sheet only', book({}, [{ ...sheet, hidden: true }]), read],
  [
    'blank sheets only',
    book({}, [
      { name: 'a', rows: [] },
      { name: 'b', rows: [] },
    ]),
    { code: 'ingestion.nothing_to_read' },
  ],
  ['no sheets', book({}, []), { code: 'ingestion.nothing_to_read' }],
  ['a header only', book({}, [{ name: 'a', rows: [['姓名', '手机']] }]), { read: 0 }],
  ['no list of sheets', zipOf([{ name: '[Content_Types].xml', content: '<Types/>' }]), broken],
  ['styles that are no XML', book(spoiled('xl/styles.xml', 'nothing')), broken],
  [
    'relations to outside',
    book(
      spoiled(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="http://example.com/x" TargetMode="External"/></Relationships>',
      ),
    ),
    { code: 'ingestion.nothing_to_read' },
  ],
  [
    'relations that lead out',
    book(
      spoiled(
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/></Relationships>',
      ),
    ),
    { code: 'ingestion.nothing_to_read' },
  ],
  [
    'a sheet that claims too few bytes',
    book(
      spoiled('xl/worksheets/sheet1.xml', '<worksheet><sheetData><row/></sheetData></worksheet>', {
        claimedBytes: 9,
      }),
    ),
    broken,
  ],
  [
    'a sheet with a wrong checksum',
    book(
      spoiled(
        'xl/worksheets/sheet1.xml',
        '<worksheet><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>',
        { claimedSum: 7 },
      ),
    ),
    sheetBroken,
  ],
  [
    'a bomb of blanks',
    book(spoiled('xl/worksheets/sheet1.xml', `<worksheet><sheetData><row>${' '.repeat(80 << 20)}`)),
    sheetBroken,
  ],
  [
    'a macro workbook of another kind',
    zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'xl/workbook.bin', content: 'x' },
    ]),
    { code: 'ingestion.file_old_excel' },
  ],
  [
    'a text document',
    zipOf([
      { name: '[Content_Types].xml', content: '<Types/>' },
      { name: 'word/document.xml', content: 'x' },
    ]),
    { code: 'ingestion.file_not_a_table' },
  ],
];
