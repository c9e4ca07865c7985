import type { FactsReader } from '../db/context.ts';
import type { Platform } from '../db/platform.ts';
import { askPostgres } from './ask-postgres.queries.ts';
import { CopyUnavailable, type EngineAnswer, type EngineName, type Question } from './facts.ts';

const patienceMs = 30_000;
/** A copy that lags further behind, as in a large import, leaves the answer to PostgreSQL. */
const oldestMs = 60_000;

type Source = Pick<Platform, 'database' | 'columnar' | 'log'>;

/** The questions of one context, asked in the organisation's time zone. */
export function factsReader(
  platform: Source,
  timeZone: () => Promise<string>,
  gone: AbortSignal | undefined,
): FactsReader {
  return {
    async ask(statement, options = {}) {
      const { engine, timeoutMs = patienceMs, upkeep = false } = options;
      const { sql: text, parameters } = statement.compile(platform.database.db);
      const take = 'take' in options ? (options.take as Question['take']) : undefined;
      const question = { text, parameters, timeZone: await timeZone(), timeoutMs, upkeep, take, gone };
      const answer = await askEngine(platform, question, engine);
      return answer as typeof answer & { rows: never[] };
    },
    copyAsOf: () => platform.columnar?.asOf(),
  };
}

async function askEngine(
  { database, columnar, log }: Source,
  question: Question,
  engine: EngineName | undefined,
): Promise<EngineAnswer & { engine: EngineName }> {
  if (engine !== 'postgres') {
    const asOf = columnar?.asOf();
    const isFresh = asOf !== undefined && Date.now() - asOf.getTime() <= oldestMs;
    try {
      if (columnar && (isFresh || engine === 'columnar'))
        return { ...(await columnar.ask(question)), engine: 'columnar' };
    } catch (error) {
      if (engine === 'columnar' || !(error instanceof CopyUnavailable)) throw error;
      log.warn({ err: error }, 'the columnar copy cannot answer; PostgreSQL is asked');
    }
    if (engine === 'columnar') throw new CopyUnavailable('There is no columnar copy.');
  }
  return { ...(await askPostgres(database, question)), engine: 'postgres' };
}
