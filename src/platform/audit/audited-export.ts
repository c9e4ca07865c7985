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
  /** Throws where the rows may not go out. */
  takeRows(rows: number): Promise<void>;
}

/**
 * The pieces as a stream. The audit says who exports what before the first byte leaves, and at the end how many rows
 * have left and whether those were all: also where the reader goes away or an error breaks it off. Rows are counted
 * before they leave: an export whose first rows may not go out is refused, one that comes to its end of them breaks off.
 */
export async function auditedExport(
  ctx: Exporter,
  { name, subject, filter }: ExportFacts,
  pieces: AsyncIterable<ExportPiece>,
): Promise<Readable> {
  const allowed = await allowedPieces(ctx, pieces);
  await ctx.transact((inner) => inner.audit(`${name}.export_started`, subject, { filter }));
  const passOn = async function* () {
    let rows = 0;
    let whole = false;
    try {
      for await (const piece of allowed) {
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

/** The pieces, each once it may go out; resolves when the first rows may, or where there are none. */
async function allowedPieces(
  ctx: Exporter,
  pieces: AsyncIterable<ExportPiece>,
): Promise<AsyncIterable<ExportPiece>> {
  const taken = (async function* () {
    for await (const piece of pieces) {
      await ctx.takeRows(piece.rows);
      yield piece;
    }
  })();
  const first: ExportPiece[] = [];
  for (let step = await taken.next(); !step.done; step = await taken.next()) {
    first.push(step.value);
    if (step.value.rows > 0) break;
  }
  return (async function* () {
    try {
      yield* first;
      yield* taken;
    } finally {
      await taken.return(undefined);
    }
  })();
}
