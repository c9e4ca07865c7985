import { createReadStream, existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { writeOrdersCsv } from '#ingestion/demo/order-file.ts';

/** An order file with what is known of it from elsewhere. */
export interface KnownFile {
  path: string;
  rows: number;
  failed: number;
  guestLines: number;
  /** Absent where people may have several numbers. */
  customers?: number;
  orders: number;
  cancellations: number;
  /** Quantity × price of all lines, each rounded to pence; absent where nobody counted it. */
  totalMinor?: bigint;
  /** 重要挽留客户 by docs/rfm.md, worked out from the bare lines apart from our code. */
  keyWinBack?: number;
  /** One customer, counted apart from our code. */
  buyer?: { number: string; spend: string; orders: number; cancelled: number };
}

const retailFile = join(import.meta.dirname, '../../shared/data/online_retail/online_retail.csv');

/** What is known of all of it: the sums come with the file. */
const whole: Omit<KnownFile, 'path'> = {
  rows: 541_909,
  failed: 0,
  guestLines: 135_080,
  customers: 4_372,
  orders: 25_900,
  cancellations: 3_836,
  totalMinor: 974_774_793n,
  keyWinBack: 383,
  buyer: { number: '14646', spend: '£279,489.02', orders: 74, cancelled: 3 },
};

/** What the same calculation, apart from our code, finds in its first lines, up to the end of a document. */
const beginning: Omit<KnownFile, 'path'> = {
  rows: 100_039,
  failed: 0,
  guestLines: 34_915,
  customers: 1_664,
  orders: 4_657,
  cancellations: 790,
  totalMinor: 172_820_091n,
  keyWinBack: 187,
  buyer: { number: '15061', spend: '£22,568.13', orders: 18, cancelled: 3 },
};

/**
 * The beginning of the Online Retail file (UCI Machine Learning Repository, CC BY 4.0) where it lies beside the project,
 * all of it with `WHOLE_FILE=1`; else a generated slice with the sums of its generator.
 */
export async function knownOrderFile(folder: string): Promise<KnownFile> {
  const path = join(folder, 'orders.csv');
  if (existsSync(retailFile)) {
    if (process.env.WHOLE_FILE === '1') return { path: retailFile, ...whole };
    await writeFile(path, await firstLines(retailFile, beginning.rows + 1));
    return { path, ...beginning };
  }
  const sums = await writeOrdersCsv(path, { rows: 40_000, seed: 5, header: 'en', dirtyPermille: 10 });
  const { rows, unreadableRows: failed, guestLines, orders, cancellations } = sums;
  return { path, rows, failed, guestLines, orders, cancellations };
}

async function firstLines(path: string, count: number): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (lines.push(line) === count) break;
  }
  return `${lines.join('\n')}\n`;
}
