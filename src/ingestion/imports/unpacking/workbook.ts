import { posix } from 'node:path';
import type { ReadingErrorCode } from '../reading/reading-errors.contract.ts';
import { meaningOf, type NumberMeaning } from './cell-formats.ts';
import type { SheetStyle } from './sheet-cells.ts';
import { UnpackError } from './unpack-error.ts';
import { readXml } from './xml-events.ts';
import type { ZipEntry, ZipFile } from './zip-file.ts';

/** A sheet with cells. */
export interface Sheet {
  name: string;
  hidden: boolean;
  entry: ZipEntry;
}

export interface Workbook {
  sheets: Sheet[];
  style: SheetStyle;
  /** Null where no cell has text of its own. */
  strings: ZipEntry | null;
}

/** Of everything in a workbook that is read whole: relations, sheet names, styles. */
const mostXmlBytes = 32 << 20;
const mostSheets = 200;

/** What a zip holds that is an Office document of another kind; null for a plain archive. */
export function documentKind(zip: ZipFile): 'workbook' | { refused: ReadingErrorCode } | null {
  const has = (test: RegExp) => zip.entries.some(({ name }) => test.test(name));
  if (has(/^(?:Index\/.*\.iwa|Index\.zip|index\.apxl)$/)) return { refused: 'ingestion.file_numbers' };
  if (has(/^META-INF\/manifest\.xml$/) && has(/^content\.xml$/))
    return { refused: 'ingestion.file_open_document' };
  if (!has(/^\[Content_Types\]\.xml$/i)) return null;
  if (has(/^xl\/workbook\.bin$/i)) return { refused: 'ingestion.file_old_excel' };
  if (has(/^(?:word|ppt)\//i) && !has(/^xl\//i)) return { refused: 'ingestion.file_not_a_table' };
  return 'workbook';
}

/** Reads what a workbook says about its sheets. Throws `UnpackError` for one that is not whole. */
export async function openWorkbook(zip: ZipFile): Promise<Workbook> {
  const find = finder(zip);
  const top = await relations(find('_rels/.rels'), '');
  const path = [...top.values()].find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  const main = find(path);
  if (!main) throw new UnpackError('ingestion.file_broken', `no ${path}`);
  const folder = posix.dirname(path);
  const related = await relations(find(`${folder}/_rels/${posix.basename(path)}.rels`), folder);
  const { sheets, epoch1904 } = await sheetList(main);
  const of = (type: string) => [...related.values()].find((relation) => relation.type === type)?.target;
  const styles = find(of('styles') ?? `${folder}/styles.xml`);
  return {
    sheets: sheets.flatMap(({ name, hidden, relation }) => {
      const target = related.get(relation);
      const entry = target?.type === 'worksheet' ? find(target.target) : undefined;
      return entry ? [{ name, hidden, entry }] : [];
    }),
    style: { epoch1904, meanings: styles ? await cellMeanings(styles) : [] },
    strings: find(of('sharedStrings') ?? `${folder}/sharedStrings.xml`) ?? null,
  };
}

/** Names of parts differ in case and slashes between programs. */
function finder(zip: ZipFile): (path: string) => ZipEntry | undefined {
  const byPath = new Map(zip.entries.map((entry) => [entry.name.toLowerCase(), entry]));
  return (path) => byPath.get(path.replace(/^\/+/, '').toLowerCase());
}

type Relations = Map<string, { type: string; target: string }>;

async function relations(entry: ZipEntry | undefined, folder: string): Promise<Relations> {
  const found: Relations = new Map();
  if (!entry) return found;
  await readXml(entry.bytes(), mostXmlBytes, {
    open: (name, { Id, Type = '', Target = '', TargetMode }) => {
      if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
      found.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), target });
    },
  });
  return found;
}

async function sheetList(entry: ZipEntry) {
  const sheets: { name: string; hidden: boolean; relation: string }[] = [];
  let epoch1904 = false;
  await readXml(entry.bytes(), mostXmlBytes, {
    open: (name, attributes) => {
      if (name === 'workbookPr') epoch1904 = /^(?:1|true|on)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || sheets.length >= mostSheets) return;
      const relation = Object.entries(attributes).find(([key]) => key.endsWith(':id'))?.[1] ?? '';
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name ?? '', hidden, relation });
    },
  });
  return { sheets, epoch1904 };
}

async function cellMeanings(entry: ZipEntry): Promise<NumberMeaning[]> {
  const codes = new Map<number, string>();
  const meanings: NumberMeaning[] = [];
  let inCells = false;
  await readXml(entry.bytes(), mostXmlBytes, {
    open: (name, attributes) => {
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      else if (name === 'cellXfs') inCells = true;
      else if (name === 'xf' && inCells) meanings.push(meaningOf(id, codes.get(id)));
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false;
    },
  });
  return meanings;
}
