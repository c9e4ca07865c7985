import pg from 'pg';
import type { OpenDatabase } from '../db/database.ts';
import { fail } from '../errors/errors.ts';
import type { EngineAnswer, Question } from './facts.ts';
import { isoLocalTime, isoTime } from './iso-time.ts';

const readers = new Map<number, (text: string) => unknown>([
  [pg.types.builtins.TIMESTAMPTZ, isoTime],
  [pg.types.builtins.TIMESTAMP, isoLocalTime],
]);

const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => readers.get(oid) ?? pg.types.getTypeParser(oid, format),
};

/** More have no number in its protocol. */
const mostParameters = 65_535;

/** Asks PostgreSQL, in a transaction of its own that can only read. Beyond two questions at once others wait, as long as whoever asks does. */
export async function askPostgres(database: OpenDatabase, question: Question): Promise<EngineAnswer> {
  const { text, parameters, timeZone, timeoutMs, upkeep, take, gone } = question;
  if (parameters.length > mostParameters) throw tooLong();
  const until = performance.now() + timeoutMs;
  const late = AbortSignal.timeout(timeoutMs);
  const pool = upkeep ? database.upkeepQuestions : database.questions;
  const client = await connected(pool, gone ? AbortSignal.any([late, gone]) : late);
  const stopping = stopWith(database, client, gone);
  try {
    const leftMs = Math.floor(until - performance.now());
    if (leftMs <= 0 || gone?.aborted) throw tooLong();
    await client.query('begin read only');
    const { rows: moments } = await client.query<{ asOf: number }>(
      `select set_config('TimeZone', $1, true), set_config('statement_timeout', $2, true),
        (extract(epoch from clock_timestamp()) * 1000)::float8 as "asOf"`,
      [timeZone, String(leftMs)],
    );
    const { rows } = await client.query<Record<string, unknown>>({
      text,
      values: parameters.map(bound),
      types,
    });
    await take?.(rows);
    return { rows: take ? [] : rows, asOf: new Date(Math.floor(moments[0]!.asOf)) };
  } catch (error) {
    throw error instanceof Error && 'code' in error && error.code === '57014' ? tooLong() : error;
  } finally {
    await stopping.end();
    const sound = await client.query('rollback').then(
      () => true,
      () => false,
    );
    client.release(!sound);
  }
}

/** A connection as soon as one is free; one that comes when nobody waits any more goes back. */
function connected(pool: pg.Pool, signal: AbortSignal): Promise<pg.PoolClient> {
  if (signal.aborted) throw tooLong();
  const coming = pool.connect();
  return new Promise((resolve, reject) => {
    const leave = () => {
      coming.then(
        (client) => client.release(),
        () => {},
      );
      reject(tooLong());
    };
    signal.addEventListener('abort', leave, { once: true });
    coming.finally(() => signal.removeEventListener('abort', leave)).then(resolve, reject);
  });
}

/** What is said when an answer took longer than whoever asked wanted to wait, or would. */
function tooLong(): Error {
  return fail('invalid', 'platform.question_too_long');
}

function bound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  return Array.isArray(value) ? value.map(bound) : value;
}

/** Breaks the connection's statement off when `gone` is aborted; after `end` it serves somebody else. */
function stopWith(database: OpenDatabase, client: pg.PoolClient, gone: AbortSignal | undefined) {
  let breaking: Promise<void> | undefined;
  const stop = () => {
    breaking = database.breakOff((client as unknown as { processID: number }).processID).catch(() => {});
  };
  gone?.addEventListener('abort', stop);
  return {
    async end() {
      gone?.removeEventListener('abort', stop);
      await breaking;
    },
  };
}
