import { gzipSync } from 'node:zlib';
import { encodeAs } from '../reading/encoding.fixtures.ts';
import type { Dialect } from '../reading/reading.contract.ts';
import type { ReadingErrorCode } from '../reading/reading-errors.contract.ts';
import { zipOf } from './zip.fixtures.ts';

/** What must come of a file: its rows, a refusal, or any answer within the caps. */
export type Outcome = { read: number; failed?: number; blank?: number } | { code: ReadingErrorCode } | 'any';

export interface HostileFile {
  name: string;
  content: Buffer;
  outcome: Outcome;
}

interface TextKind {
  header?: string;
  lines: string[];
  outcome: Outcome;
  lineEnd?: string;
}

const people = {
  simplified: ['张伟', '李娜', '王芳', '刘洋', '陈静', '赵敏'],
  traditional: ['張偉', '李娜', '王芳', '劉洋', '陳靜', '趙敏'],
  western: ['José Pérez', 'Zoë Müller', 'Éva Kovács', 'Ann Smith', 'Bob Gray', 'Jan Nowak'],
};
type Script = keyof typeof people;

const headers: Record<Script, string> = {
  simplified: '姓名,手机,邮箱,城市',
  traditional: '姓名,手機,郵箱,城市',
  western: 'name,phone,email,city',
};

/** Lines of good rows in a script. */
function goodLines(script: Script): string[] {
  const city = script === 'western' ? 'Málaga' : script === 'simplified' ? '杭州市' : '台北市';
  return people[script].map((name, at) => `${name},1381234567${at},a${at}@example.com,${city}`);
}

const instead = (lines: string[], at: number, line: string) => lines.toSpliced(at, 1, line);

/** By name, what can be wrong with rows, and what must come of it. */
function rowKinds(script: Script): Record<string, TextKind> {
  const good = goodLines(script);
  const [name = ''] = people[script];
  const count = good.length;
  return {
    'nothing wrong': { lines: good, outcome: { read: count } },
    'an unclosed quote': {
      lines: instead(good, 2, `"${name},13812345672,x@example.com,x`),
      outcome: { read: count - 1, failed: 1 },
    },
    'a lone quote inside': {
      lines: instead(good, 2, `${name} "Bo",13812345672,x@example.com,x`),
      outcome: { read: count },
    },
    'an unclosed quote at the end': {
      lines: [...good, `"${name},1,x`],
      outcome: { read: count, failed: 1 },
    },
    'a row too long': {
      lines: instead(good, 1, `${good[1]},and,more`),
      outcome: { read: count - 1, failed: 1 },
    },
    'a row too short': { lines: instead(good, 1, name), outcome: { read: count } },
    'blank rows': { lines: [...good, ',,,', ' , ,,'], outcome: { read: count, blank: 2 } },
    'blank lines': { lines: good.flatMap((line) => [line, '']), outcome: { read: count } },
  };
}

/** By name, what can be wrong in a cell. */
function cellKinds(script: Script): Record<string, TextKind> {
  const good = goodLines(script);
  const [name = ''] = people[script];
  const count = good.length;
  return {
    'NUL bytes': { lines: instead(good, 3, good[3]!.replace('@', '\0@')), outcome: 'any' },
    'control characters': {
      lines: instead(good, 3, `\x07${name}\x1b[31m,13812345673,,`),
      outcome: 'any',
    },
    'invisible characters': {
      lines: instead(good, 3, `${name} ,13812345673,,`),
      outcome: { read: count },
    },
    formulas: {
      lines: instead(good, 3, `"=HYPERLINK(""http://x"",""y"")",13812345673,,@SUM(A1)`),
      outcome: { read: count },
    },
    'HTML in names': {
      lines: instead(good, 3, `<script>alert(1)</script>${name},13812345673,,<b>x</b>`),
      outcome: { read: count },
    },
    'a statement of SQL': {
      lines: instead(good, 3, `"Robert'); drop table customers;--",13812345673,,`),
      outcome: { read: count },
    },
    'text that COPY would read': {
      lines: instead(good, 3, `${name}\\N\\.\\t,13812345673,,\\.`),
      outcome: { read: count },
    },
    'line breaks in a cell': {
      lines: instead(good, 3, `"${name}\nsecond\r\nthird",13812345673,,x`),
      outcome: { read: count },
    },
  };
}

/** By name, what can be wrong with the header and the shape of a file. */
function shapeKinds(script: Script): Record<string, TextKind> {
  const good = goodLines(script);
  const header = headers[script];
  const [name = ''] = people[script];
  const count = good.length;
  return {
    'a delimiter at every end': {
      header: `${header},`,
      lines: good.map((line) => `${line},`),
      outcome: { read: count },
    },
    'quotes around everything': {
      header: header.replace(/[^,]+/g, '"$&"'),
      lines: good.map((line) => line.replace(/[^,]+/g, '"$&"')),
      outcome: { read: count },
    },
    'headers of objects': {
      header: `${header},__proto__,constructor,toString`,
      lines: good.map((line) => `${line},a,b,c`),
      outcome: { read: count },
    },
    'the same header twice': {
      header: `${header},${header}`,
      lines: good.map((line) => `${line},${line}`),
      outcome: 'any',
    },
    'headers without a name': {
      header: `${header},,,`,
      lines: good.map((line) => `${line},,,x`),
      outcome: { read: count },
    },
    'a header only': { lines: [], outcome: { read: 0 } },
    'no header': { header: '', lines: good, outcome: { read: count } },
    'one column': {
      header: header.split(',')[0]!,
      lines: people[script],
      outcome: { read: count },
    },
    'lines of title above': {
      header: `${name} 2024\n,,,\n${header}`,
      lines: good,
      outcome: { read: count },
    },
    'a cell beyond a megabyte': {
      lines: instead(good, 3, `${'x'.repeat((1 << 20) + 10)},13812345673,,`),
      outcome: { read: count - 1, failed: 1 },
    },
    'thousand columns': {
      header: [header, ...Array.from({ length: 996 }, (_, at) => `c${at}`)].join(','),
      lines: good.map((line) => line + ','.repeat(996)),
      outcome: { read: count },
    },
    'a row of two thousand columns': {
      lines: instead(good, 3, good[3] + ',x'.repeat(2000)),
      outcome: { read: count - 1, failed: 1 },
    },
    'Windows line ends': { lines: good, lineEnd: '\r\n', outcome: { read: count } },
    'old Macintosh line ends': { lines: good, lineEnd: '\r', outcome: { read: count } },
    'mixed line ends': {
      lines: [`${good[0]}\r\n${good[1]}\r${good[2]}`, ...good.slice(3)],
      outcome: { read: count },
    },
  };
}

const writings: { encoding: Dialect['encoding']; mark: string; script: Script }[] = [
  { encoding: 'utf-8', mark: '', script: 'simplified' },
  { encoding: 'utf-8', mark: '\ufeff', script: 'western' },
  { encoding: 'gb18030', mark: '', script: 'simplified' },
  { encoding: 'big5', mark: '', script: 'traditional' },
  { encoding: 'windows-1252', mark: '', script: 'western' },
  { encoding: 'utf-16le', mark: '\ufeff', script: 'simplified' },
  { encoding: 'utf-16be', mark: '\ufeff', script: 'traditional' },
];

const wrappings: Record<string, (content: Buffer) => Buffer> = {
  plain: (content) => content,
  gzip: (content) => gzipSync(content),
  zip: (content) =>
    zipOf([
      { name: '__MACOSX/._a.csv', content: 'x' },
      { name: 'folder/../../a.csv', content },
    ]),
};

const delimiters: Dialect['delimiter'][] = [',', '\t', ';', '|'];

/** Delimited text of every kind in every encoding; every file plain, and one in three packed as well. */
export function hostileTexts(): HostileFile[] {
  const files: HostileFile[] = [];
  for (const [place, { encoding, mark, script }] of writings.entries()) {
    for (const [at, [kind, { header, lines, lineEnd = '\n', outcome }]] of Object.entries({
      ...rowKinds(script),
      ...cellKinds(script),
      ...shapeKinds(script),
    }).entries()) {
      const text =
        mark +
        [header ?? headers[script], ...lines]
          .filter((line) => line !== '' || kind === 'blank lines')
          .join(lineEnd) +
        lineEnd;
      const delimiter = delimiters[(place + at) % 2]!;
      const content = encodeAs(text.replaceAll(',', delimiter), encoding);
      const wrapping = Object.keys(wrappings)[1 + (at % 2)]!;
      const name = `${kind} in ${mark === '' ? encoding : `${encoding} with a mark`}`;
      files.push({ name, content, outcome });
      if ((place + at) % 3 === 0)
        files.push({ name: `${name}, ${wrapping}`, content: wrappings[wrapping]!(content), outcome });
    }
  }
  return [...files, ...rowsInOtherEncodings()];
}

/** Single rows in another encoding than the file: they fail where it shows, the rest is read. */
function rowsInOtherEncodings(): HostileFile[] {
  const simplified = goodLines('simplified').join('\n');
  return (['utf-8', 'gb18030'] as const).map((encoding) => {
    const other = encoding === 'utf-8' ? 'gb18030' : 'utf-8';
    const content = Buffer.concat([
      encodeAs(`${headers.simplified}\n${simplified}\n`, encoding),
      encodeAs('孙丽\n', other),
      encodeAs(`${simplified}\n`, encoding),
    ]);
    const outcome: Outcome = encoding === 'utf-8' ? { read: 12, failed: 1 } : 'any';
    return { name: `a row in ${other} in ${encoding}`, content, outcome };
  });
}
