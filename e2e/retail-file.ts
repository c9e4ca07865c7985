import { existsSync } from 'node:fs';
import { join } from 'node:path';
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

/**
 * The Online Retail file (UCI Machine Learning Repository, CC BY 4.0) where it lies beside the project, with
 * the truths that come with it; else a generated slice with the sums of its generator.
 */
export async function knownOrderFile(folder: string): Promise<KnownFile> {
  if (existsSync(retailFile)) {
    return {
      path: retailFile,
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
  }
  const path = join(folder, 'orders.csv');
  const sums = await writeOrdersCsv(path, { rows: 40_000, seed: 5, header: 'en', dirtyPermille: 10 });
  const { rows, unreadableRows: failed, guestLines, orders, cancellations } = sums;
  return { path, rows, failed, guestLines, orders, cancellations };
}
