import type { CustomerFileColumn, CustomerFileRow } from './customer-file-columns.ts';
import { below, pick, type Stream } from './random.ts';

/** What was done to a row: dirt can be read past, rows of the other kinds cannot be taken. */
export type RowHarm = 'none' | 'dirt' | 'blank' | 'nobody' | 'tooMany';

type Soil = (stream: Stream, row: CustomerFileRow) => void;

const CITIES: Record<string, readonly string[]> = {
  上海市: ['上海', 'SH', 'Shanghai', '上海市 '],
  北京市: ['北京', 'BJ', 'Beijing', '北京'],
  深圳市: ['深圳', 'Shenzhen', 'SZ'],
};

const soils: readonly Soil[] = [
  (stream, row) => {
    row.出生日期 = rewrittenDay(stream, row.出生日期);
  },
  (stream, row) => {
    row.手机 = [row.手机, row.其他电话]
      .filter((phone) => phone !== '')
      .join(pick(stream, ['/', '、', ';', ' 或 ', '\n']));
    row.其他电话 = '';
  },
  (_stream, row) => {
    row.手机 = row.手机.replace(/^(\d{11})$/, '$1（本人）');
  },
  (stream, row) => {
    row.省份 = '';
    row.城市 = pick(stream, CITIES[row.城市] ?? [row.城市.replace(/市$/, '')]);
  },
  (_stream, row) => {
    row.详细地址 = `${row.省份}${row.城市}${row.区县}${row.详细地址}`;
    row.省份 = row.城市 = row.区县 = '';
  },
  (stream, row) => {
    row[pick(stream, ['客户名称', '详细地址', '公司'] as const)] += pick(stream, [
      '\u200b',
      '\u3000',
      '\u00a0',
      ' \t',
    ]);
  },
  (stream, row) => {
    const column = pick(stream, ['职业', '公司', '邮编', '电子邮箱', '标签'] as const);
    row[column] = pick(stream, ['无', 'N/A', 'null', '-', '未知', 'none']);
  },
  (_stream, row) => {
    row.电子邮箱 = row.电子邮箱.replace('gmail.com', 'gmial.com').replace('qq.com', 'qq.con');
  },
  (stream, row) => {
    row.性别 = pick(stream, ['M', 'F', '先生', '女士', '保密', '未知']);
  },
  (_stream, row) => {
    row.客户名称 = row.客户名称.replace(/^(.)(.+)$/u, '$1 $2');
  },
  (_stream, row) => {
    row.详细地址 = row.详细地址.replaceAll(/\d/g, (digit) =>
      String.fromCharCode(digit.charCodeAt(0) + 0xfee0),
    );
  },
  (_stream, row) => {
    row.客户名称 = row.客户名称.toUpperCase();
    row.标签 = row.标签 === '' ? '' : `${row.标签}；VIP,老客户`;
  },
];

/** Of a thousand dirty rows, how many cannot be taken at all. */
const LOST_PERMILLE = 60;

/** Dirties one row as files that people send are dirty, and says whether it can still be taken. */
export function soilRow(stream: Stream, row: CustomerFileRow): RowHarm {
  if (below(stream, 1000) < LOST_PERMILLE) {
    const harm = pick(stream, ['blank', 'nobody', 'tooMany'] as const);
    const columns = Object.keys(row) as CustomerFileColumn[];
    if (harm === 'blank') for (const column of columns) row[column] = '';
    if (harm === 'nobody') {
      for (const column of ['客户编号', '客户名称', '手机', '其他电话', '电子邮箱', '公司'] as const)
        row[column] = '';
      row.会员等级 = '普通';
    }
    return harm;
  }
  const count = 1 + below(stream, 3);
  for (let turn = 0; turn < count; turn++) pick(stream, soils)(stream, row);
  return 'dirt';
}

function rewrittenDay(stream: Stream, day: string): string {
  const parts = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day);
  if (!parts) return pick(stream, ['1900-01-01', '不详', '']);
  const [, year, month, date] = parts as unknown as [string, string, string, string];
  return pick(stream, [
    `${year}年${Number(month)}月${Number(date)}日`,
    `${year}/${Number(month)}/${Number(date)}`,
    `${year}.${month}.${date}`,
    `${year}${month}${date}`,
    `${day} 00:00:00`,
  ]);
}
