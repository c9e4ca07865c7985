import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type CustomerFileRow, customerFileColumns } from './customer-file-columns.ts';
import { soilRow } from './customer-file-dirt.ts';
import { customerRecord } from './customers.ts';
import type { DemoCustomer } from './demo-customer.ts';
import { personaOf } from './persona.ts';
import { below, chance, openStream, pick, type Stream } from './random.ts';
import { openWorld, PURPOSE } from './world.ts';

export interface CustomerFileOptions {
  /** Rows of data, without the header. */
  rows: number;
  seed: number;
  asOf?: string;
  /** Of a thousand rows, how many get dirt beyond that of the demo's records; 0 by default. */
  dirtyPermille?: number;
}

/** What a reader of the file must arrive at. */
export interface CustomerFileSums {
  rows: number;
  /** Rows without any filled cell. */
  blankRows: number;
  /** Rows that no reader may accept: they name nobody, or have more cells than the header. */
  unreadableRows: number;
  /** Readable rows whose external id stands in an earlier readable row too. */
  repeatedRows: number;
  /** Different external ids of readable rows. */
  externalIds: number;
}

const CHUNK_CHARACTERS = 65_536;
const REPEATED_PERMILLE = 15;
const TAGS = ['老客户', '新客户', 'VIP', '企业采购', '活动报名', '高意向', '沉睡'];
const GRADES = ['普通', '银卡', '金卡', '铂金'];
const SOURCES: Record<string, string> = { tmall: '天猫', jd: '京东', wechat: '微信小程序', store: '门店' };
const COUNTRIES: Record<string, string> = { CN: '中国', GB: '英国', SG: '新加坡', US: '美国' };

/**
 * Gives an export of customers as CSV text in chunks of about 64 kB that end at line ends; exactly `rows` rows
 * follow the header. The generator returns the sums that a reader of the file must arrive at. Memory holds
 * the numbers of customers whose rows cannot be taken, and nothing else that grows.
 */
export function* customerFileChunks(options: CustomerFileOptions): Generator<string, CustomerFileSums> {
  const world = openWorld(options);
  const sums: CustomerFileSums = {
    rows: 0,
    blankRows: 0,
    unreadableRows: 0,
    repeatedRows: 0,
    externalIds: 0,
  };
  const permille = options.dirtyPermille ?? 0;
  let chunk = `\ufeff${customerFileColumns.join(',')}\r\n`;
  let fresh = 0;
  const lost = new Set<number>();
  for (; sums.rows < options.rows; sums.rows++) {
    const stream = openStream(world.seed, sums.rows, PURPOSE.customerFile);
    const again = fresh > 100 && chance(stream, REPEATED_PERMILLE) ? below(stream, fresh) : -1;
    const repeats = again >= 0 && !lost.has(again);
    const index = repeats ? again : fresh++;
    const row = rowOf(stream, customerRecord(world, personaOf(world, index)));
    const harm = chance(stream, permille) ? soilRow(stream, row) : 'none';
    if (harm === 'none' || harm === 'dirt') repeats ? sums.repeatedRows++ : sums.externalIds++;
    else {
      harm === 'blank' ? sums.blankRows++ : sums.unreadableRows++;
      if (!repeats) lost.add(index);
    }
    const cells = customerFileColumns.map((column) => field(row[column]));
    chunk += `${cells.join(',')}${harm === 'tooMany' ? ',多,余' : ''}\r\n`;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
  return sums;
}

/** Writes such an export to a new or emptied file in UTF-8, and gives its sums. */
export async function writeCustomersCsv(
  path: string,
  options: CustomerFileOptions,
): Promise<CustomerFileSums> {
  const written: { sums?: CustomerFileSums } = {};
  function* chunks() {
    written.sums = yield* customerFileChunks(options);
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path, { encoding: 'utf8' }));
  return written.sums!;
}

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function rowOf(stream: Stream, customer: DemoCustomer): CustomerFileRow {
  const { address, phones, emails, gender, language } = customer;
  const isPerson = customer.kind === 'person';
  return {
    客户编号: customer.externalId,
    客户名称: customer.name.full,
    客户类型: isPerson ? '个人' : '企业',
    性别: gender === null ? '' : gender === 'male' ? '男' : '女',
    出生日期: customer.birthday ?? '',
    手机: phones[0]?.number ?? '',
    其他电话: phones
      .slice(1)
      .map(({ number }) => number)
      .join('、'),
    电子邮箱: emails[0]?.address ?? '',
    国家: address === null ? '' : COUNTRIES[address.country]!,
    省份: address?.province ?? '',
    城市: address?.city ?? '',
    区县: address?.district ?? '',
    详细地址: address?.street ?? '',
    邮编: address?.postcode ?? '',
    公司: customer.company ?? '',
    职业: customer.jobTitle ?? '',
    客户来源: SOURCES[customer.channel] ?? customer.channel,
    标签: chance(stream, 300) ? pick(stream, TAGS) : '',
    会员等级: language === 'zh' && chance(stream, 600) ? pick(stream, GRADES) : '',
  };
}
