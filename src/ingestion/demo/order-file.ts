import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { companyTime } from './calendar.ts';
import { customerRecord } from './customers.ts';
import { type DatedOrder, documentsOf } from './orders.ts';
import { type Persona, personaOf } from './persona.ts';
import { below, chance, openStream, pick, type Stream } from './random.ts';
import { openWorld, PURPOSE, type World } from './world.ts';

export interface OrderFileOptions {
  /** Lines of data, without the header. */
  rows: number;
  seed: number;
  asOf?: string;
  /** The language of header, channels and document types; `zh` by default. */
  header?: 'zh' | 'en';
  /** Of a thousand orders, how many get dirt; 0 by default. */
  dirtyPermille?: number;
}

/** What a reader of the file must arrive at; orders, lines and customers count readable rows only. */
export interface OrderFileSums {
  rows: number;
  /** Rows that no reader may accept: impossible dates, and quantities that are no numbers. */
  unreadableRows: number;
  orders: number;
  orderLines: number;
  cancellations: number;
  returns: number;
  guestLines: number;
  /** By their numbers; a person may have several. */
  customers: number;
}

const HEADERS = {
  zh: '订单编号,下单时间,单据类型,原订单编号,渠道,店铺,品牌,币种,客户编号,客户姓名,手机号,商品编码,商品名称,商品分类,数量,单价',
  en: 'Order No,Order time,Document type,Original order No,Channel,Store,Brand,Currency,Customer No,Customer name,Mobile,Product code,Product name,Category,Quantity,Unit price',
} as const;

const TYPES = {
  zh: { sale: '销售', return: '退货', cancellation: '取消' },
  en: { sale: 'Sale', return: 'Return', cancellation: 'Cancellation' },
} as const;

const BAD_TIMES = ['2024-02-30 10:15:00', '昨天下午', '2025-13-05 09:00:00', 'n/a', '待确认'];
const BAD_QUANTITIES = ['两件', '1O', '-', '3 箱'];
const CHUNK_CHARACTERS = 65_536;

type Harm = 'none' | 'noCustomer' | 'negativeQuantity' | 'badTime' | 'badQuantity';
const HARMS: readonly Harm[] = ['noCustomer', 'negativeQuantity', 'badTime', 'badQuantity'];

function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

interface Sheet {
  language: 'zh' | 'en';
  rows: number;
  permille: number;
  sums: OrderFileSums;
}

/** The customer's number, name and telephone as columns; a guest's are empty. */
function customerColumns(world: World, persona: Persona): string {
  const { externalId, name, phones } = customerRecord(world, persona);
  return `${externalId},${field(name.full)},${field(phones[0]?.number ?? '')}`;
}

function drawHarm(stream: Stream, sheet: Sheet): Harm {
  return chance(stream, sheet.permille) ? pick(stream, HARMS) : 'none';
}

/** Writes one document; harm to a row befalls one line of it, a missing customer all of them. */
function documentText(sheet: Sheet, stream: Stream, { at, order }: DatedOrder, customer: string): string {
  const { language, sums } = sheet;
  const harm = drawHarm(stream, sheet);
  const guest = order.customerExternalId === null || harm === 'noCustomer';
  const harmed = harm === 'none' ? -1 : below(stream, order.lines.length);
  const time = companyTime(at);
  const head = `${TYPES[language][order.type]},${order.originalNumber ?? ''},${field(order.channel[language])},${field(order.store[language])},${field(order.brand[language])},${order.currency},${guest ? ',,' : customer}`;
  let text = '';
  let readable = 0;
  for (let i = 0; i < order.lines.length && sums.rows < sheet.rows; i++) {
    const line = order.lines[i]!;
    let { quantity } = line;
    let written = time;
    let bad = false;
    if (i === harmed && harm === 'badTime') {
      written = pick(stream, BAD_TIMES);
      bad = true;
    } else if (i === harmed && harm === 'badQuantity') {
      quantity = pick(stream, BAD_QUANTITIES);
      bad = true;
    } else if (i === harmed && harm === 'negativeQuantity' && order.type === 'sale') {
      quantity = `-${quantity}`;
    }
    text += `${order.number},${written},${head},${line.productCode},${field(line.productName)},${field(line.category)},${quantity},${line.unitPrice}\n`;
    sums.rows++;
    if (bad) sums.unreadableRows++;
    else readable++;
  }
  if (readable > 0) {
    sums.orders++;
    sums.orderLines += readable;
    if (order.type === 'cancellation') sums.cancellations++;
    if (order.type === 'return') sums.returns++;
    if (guest) sums.guestLines += readable;
  }
  return text;
}

function ordersOf(sheet: Sheet, world: World, index: number): string {
  const { sums } = sheet;
  const persona = personaOf(world, index);
  const documents = documentsOf(world, persona);
  if (documents.length === 0) return '';
  const stream = openStream(world.seed, index, PURPOSE.file);
  const customer = customerColumns(world, persona);
  let text = '';
  let named = false;
  for (const document of documents) {
    if (sums.rows >= sheet.rows) break;
    const before = sums.orderLines - sums.guestLines;
    text += documentText(sheet, stream, document, customer);
    named ||= sums.orderLines - sums.guestLines > before;
  }
  if (named) sums.customers++;
  return text;
}

/**
 * Gives an export of orders, one row per order line, as CSV text in chunks of about 64 kB that end
 * at line ends; exactly `rows` lines follow the header. The generator returns the sums that a reader
 * of the file must arrive at. Times are Chinese time; memory does not grow with `rows`.
 */
export function* orderFileChunks(options: OrderFileOptions): Generator<string, OrderFileSums> {
  const world = openWorld(options);
  const sums: OrderFileSums = {
    rows: 0,
    unreadableRows: 0,
    orders: 0,
    orderLines: 0,
    cancellations: 0,
    returns: 0,
    guestLines: 0,
    customers: 0,
  };
  const language = options.header ?? 'zh';
  const sheet: Sheet = { language, rows: options.rows, permille: options.dirtyPermille ?? 0, sums };
  let chunk = `${HEADERS[language]}\n`;
  for (let index = 0; sums.rows < options.rows; index++) {
    chunk += ordersOf(sheet, world, index);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
  return sums;
}

/** Writes such an export to a new or emptied file in UTF-8, and gives its sums. */
export async function writeOrdersCsv(path: string, options: OrderFileOptions): Promise<OrderFileSums> {
  const written: { sums?: OrderFileSums } = {};
  function* chunks() {
    written.sums = yield* orderFileChunks(options);
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path, { encoding: 'utf8' }));
  return written.sums!;
}
