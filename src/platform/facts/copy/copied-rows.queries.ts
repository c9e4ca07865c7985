import type pg from 'pg';
import { SteadySocket } from '../../db/steady-socket.ts';

const rowMessage = 'd'.charCodeAt(0);
const headBytes = 5;
const pieceBytes = 1 << 20;

type Socket = pg.Connection['stream'];

/**
 * What a `copy … to stdout` gives, in pieces that hold until the next is asked for. PostgreSQL sends a message for each
 * row: they are stripped while they are gathered, since ten million objects of a driver would cost as much as it costs
 * PostgreSQL to write the rows. The same few pieces are filled again and again: new ones would keep the collector of
 * garbage as busy as all else. Whoever leaves before the end has to end the connection.
 */
export async function* copiedRows(
  client: pg.ClientBase,
  statement: string,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  let socket: Socket | undefined;
  let hasEnded = false;
  let failure: unknown;
  let wake = () => {};
  const pieces = gatherPieces((waiting) => {
    if (waiting > 1) socket?.pause();
    wake();
  });
  let giveBack = () => {};
  const end = (error?: unknown) => {
    giveBack();
    pieces.flush();
    failure ??= error;
    hasEnded = true;
    wake();
  };
  client.query({
    submit(connection: pg.Connection) {
      const { stream } = connection;
      // What is no row is for the driver, as ever.
      const driver = stream.listeners('data') as ((bytes: Buffer) => void)[];
      const strip = rowStripper(pieces.keep, (bytes) => {
        for (const each of driver) each(bytes);
      });
      const lend = (lends: boolean) => stream instanceof SteadySocket && Object.assign(stream, { lends });
      giveBack = () => {
        socket = undefined;
        lend(false);
        stream.off('data', strip);
        for (const each of driver) stream.on('data', each);
        stream.resume();
      };
      for (const each of driver) stream.off('data', each);
      stream.on('data', strip);
      lend(true);
      socket = stream;
      connection.query(statement);
    },
    handleCommandComplete() {},
    handleReadyForQuery: () => end(),
    handleError: (error: Error) => end(error),
  });
  const stop = () => {
    failure ??= signal?.reason;
    wake();
  };
  signal?.addEventListener('abort', stop);
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (failure) throw failure;
      const next = pieces.take();
      if (next) {
        yield next;
        if (pieces.giveBack(next) < 2) socket?.resume();
      } else if (hasEnded) return;
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    pieces.leave();
    signal?.removeEventListener('abort', stop);
    socket?.resume();
  }
}

/** Gathers bytes in pieces; tells of each that is full how many wait to be taken. What is given back is filled again. */
function gatherPieces(tell: (waiting: number) => void) {
  const full: Buffer[] = [];
  const free: Buffer[] = [];
  let filling: Buffer = Buffer.allocUnsafeSlow(pieceBytes);
  let used = 0;
  let isLeft = false;
  const flush = () => {
    if (used === 0) return;
    full.push(filling.subarray(0, used));
    filling = free.pop() ?? Buffer.allocUnsafeSlow(pieceBytes);
    used = 0;
    tell(full.length);
  };
  return {
    flush,
    keep(bytes: Buffer, from: number, to: number) {
      for (let at = from; at < to && !isLeft; ) {
        const copied = bytes.copy(filling, used, at, Math.min(to, at + pieceBytes - used));
        used += copied;
        at += copied;
        if (used === pieceBytes) flush();
      }
    },
    take: () => full.shift(),
    giveBack(piece: Buffer): number {
      free.push(Buffer.from(piece.buffer));
      return full.length;
    },
    /** Nothing is kept any more. */
    leave() {
      isLeft = true;
    },
  };
}

/** Keeps of each piece of a stream, which may be lent, the rows in it, and passes whatever else is in it on. */
function rowStripper(
  keep: (bytes: Buffer, from: number, to: number) => void,
  pass: (bytes: Buffer) => void,
): (piece: Buffer) => void {
  let head: Buffer = Buffer.alloc(0);
  let left = 0;
  let isRow = false;
  return (piece) => {
    const bytes = head.length > 0 ? Buffer.concat([head, piece]) : piece;
    head = head.subarray(0, 0);
    for (let from = 0, to = 0; from < bytes.length; from = to) {
      if (left === 0) {
        if (from + headBytes > bytes.length) {
          head = Buffer.from(bytes.subarray(from));
          return;
        }
        isRow = bytes[from] === rowMessage;
        left = 1 + bytes.readUInt32BE(from + 1);
        if (isRow) {
          from += headBytes;
          left -= headBytes;
        }
      }
      to = Math.min(from + left, bytes.length);
      left -= to - from;
      if (isRow) keep(bytes, from, to);
      else pass(Buffer.from(bytes.subarray(from, to)));
    }
  };
}
