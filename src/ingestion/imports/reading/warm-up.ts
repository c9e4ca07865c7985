import { setImmediate as pause } from 'node:timers/promises';
import { csvRow } from '../unpacking/csv-rows.ts';
import { sharedStrings } from '../unpacking/shared-strings.ts';
import { sheetReader } from '../unpacking/sheet-cells.ts';
import { makePreview } from './preview.ts';

/** Between two steps a question that came meanwhile is answered. */
const steps = 24;
const rowsOfStep = 120;

const header =
  '客户编号,姓名,性别,出生日期,手机,电子邮箱,国家,省份,城市,区县,详细地址,邮编,公司,客户来源,标签,金额';

/** Made-up rows as messy as real ones: every reader and every cleaning rule has something to do. */
function sampleRow(row: number): string {
  const number = String(row).padStart(6, '0');
  const phone = `138${String(row * 7919).padStart(8, '0')}`;
  const day = `${1950 + (row % 50)}-${1 + (row % 12)}-${1 + (row % 28)}`;
  const rows = [
    `A${number},王 小明,男,${day},${phone},wang${number}@example.com,中国,广东省,广州市,天河区,体育西路${row}号,510000,,门店,金卡,"1,${number.slice(3)}.50"`,
    `A${number},李芳　,女士,${day.replaceAll('-', '/')},+86 ${phone}、0757-8${number}1,LI${number}@Example.COM,CN,广东,佛山,顺德区,滨河路７８６号,528010,南海公司,微信,"vip，老客",¥${row}`,
    `A${number},Anna Smith,F,${day.split('-').reverse().join('.')},+44 20 79${number},anna.${number}@example.org,UK,England,London,,${row} High Street,E1 6AN,Acme Ltd,website,,${row}.00`,
    `A${number},测试,,,无,N/A,,,上海,,,,,,,`,
  ];
  return rows[row % rows.length]!;
}

/**
 * Reads made-up rows as a file of text and as a sheet, in steps, so that the code that shows a file has been compiled
 * by the time the file is there. Changes nothing, and ends early where `isOver` says so.
 */
export async function warmUp(isOver: () => boolean): Promise<void> {
  for (let step = 0; step < steps && !isOver(); step++) {
    const rows = Array.from({ length: rowsOfStep }, (_, row) => sampleRow(step * rowsOfStep + row));
    const head = Buffer.from([header, ...rows].join('\n'));
    makePreview({ path: '', timeZone: 'UTC' }, { head, samples: [], sizeBytes: head.length });
    await pause();
    if (isOver()) return;
    await readSheet(rows.map((row) => row.split(',')));
    await pause();
  }
}

async function readSheet(rows: string[][]): Promise<void> {
  const strings = rows.flat().map((text) => `<si><t xml:space="preserve">${text}</t></si>`);
  const texts = await sharedStrings(pieces(`<sst>${strings.join('')}</sst>`), strings.length);
  const reader = sheetReader({ meanings: [], epoch1904: false });
  let place = 0;
  const cells = rows.map((row, at) => {
    const written = row.map(
      (_, column) => `<c r="${String.fromCharCode(65 + (column % 26))}${at + 1}" t="s"><v>${place++}</v></c>`,
    );
    return `<row r="${at + 1}">${written.join('')}</row>`;
  });
  for await (const piece of pieces(`<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`))
    reader.push(piece);
  reader.end();
  for (const row of reader.rows)
    csvRow(
      row.cells.map((cell) => (typeof cell === 'number' ? (texts[cell] ?? '') : cell)),
      header.length,
    );
}

async function* pieces(text: string): AsyncGenerator<Buffer, void> {
  yield Buffer.from(text.replaceAll('&', '&amp;'));
}
