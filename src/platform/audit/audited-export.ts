import { Readable } from 'node:stream';
import type { Context } from '../db/context.ts';

/** A piece of a file that goes out, and how many rows of the list stand in it. */
export interface ExportPiece {
  text: string;
  rows: number;
}

/** What goes out. */
export interface ExportFacts {
  /** As `customers`: the audit then has `customers.export_started` and `customers.exported`. */
  name: string;
  /** As for `ctx.audit`. */
  subject: string;
  filter: Record<string, unknown>;
}

interface Exporter {
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
}

/**
 * The pieces as a stream. The audit says who exports what before the first byte leaves, and at the end how many rows
 * have left and whether those were all: also where the reader goes away or an error breaks it off.
 */
export async function auditedExport(
  ctx: Exporter,
  { name, subject, filter }: ExportFacts,
  pieces: AsyncIterable<ExportPiece>,
): Promise<Readable> {
  await ctx.transact((inner) => inner.audit(`${name}.export_started`, subject, { filter }));
  const passOn = async function* () {
    let rows = 0;
    let whole = false;
    try {
      for await (const piece of pieces) {
        yield Buffer.from(piece.text);
        rows += piece.rows;
      }
      whole = true;
    } finally {
      await ctx.transact((inner) => inner.audit(`${name}.exported`, subject, { rows, whole, filter }));
    }
  };
  return Readable.from(passOn(), { objectMode: false });
}
