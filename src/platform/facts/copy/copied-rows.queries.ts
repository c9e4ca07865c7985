import { Readable } from 'node:stream';
import type pg from 'pg';

const rowMessage = 'd'.charCodeAt(0);
const headBytes = 5;
const buffered = 1 << 20;

type Socket = pg.Connection['stream'];

/**
 * What a `copy … to stdout` gives. PostgreSQL sends a message for each row: they are stripped where they lie, a piece of
 * the stream at a time, since ten million objects of a driver would cost as much as it costs PostgreSQL to write the rows.
 */
export function copiedRows(client: pg.ClientBase, statement: string): Readable {
  let socket: Socket | undefined;
  let giveBack = () => {};
  const rows = new Readable({ highWaterMark: buffered, read: () => void socket?.resume() });
  const query = {
    submit(connection: pg.Connection) {
      socket = connection.stream;
      // What is no row is for the driver, as ever.
      const driver = socket.listeners('data') as ((bytes: Buffer) => void)[];
      const strip = rowStripper((bytes) => {
        for (const each of driver) each(bytes);
      });
      const take = (bytes: Buffer) => {
        gathered.push(strip(bytes));
        gatheredBytes += gathered.at(-1)!.length;
        if (gatheredBytes >= buffered || ended) {
          const piece = Buffer.concat(gathered, gatheredBytes);
          [gathered, gatheredBytes] = [[], 0];
          if (piece.length > 0 && !rows.destroyed && !rows.push(piece)) socket?.pause();
        }
        if (ended) rows.push(null);
      };
      // PostgreSQL sends some kilobytes at a time: to write each by itself would cost more than all else.
      let gathered: Buffer[] = [];
      let gatheredBytes = 0;
      let ended = false;
      giveBack = () => {
        ended = true;
        connection.stream.off('data', take);
        for (const each of driver) connection.stream.on('data', each);
        socket = undefined;
        connection.stream.resume();
      };
      for (const each of driver) socket.off('data', each);
      socket.on('data', take);
      connection.query(statement);
    },
    handleCommandComplete() {},
    handleReadyForQuery: () => giveBack(),
    handleError(error: Error) {
      giveBack();
      rows.destroy(error);
    },
  };
  client.query(query);
  return rows;
}

/** Leaves of each piece of a stream the rows in it, and passes whatever else is in it on. */
function rowStripper(pass: (bytes: Buffer) => void): (piece: Buffer) => Buffer {
  let head: Buffer = Buffer.alloc(0);
  let left = 0;
  let isRow = false;
  return (piece) => {
    const bytes = head.length > 0 ? Buffer.concat([head, piece]) : piece;
    head = head.subarray(0, 0);
    let end = 0;
    for (let from = 0, to = 0; from < bytes.length; from = to) {
      if (left === 0) {
        if (from + headBytes > bytes.length) {
          head = bytes.subarray(from);
          break;
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
      if (!isRow) pass(bytes.subarray(from, to));
      else {
        bytes.copyWithin(end, from, to);
        end += to - from;
      }
    }
    return bytes.subarray(0, end);
  };
}
