import { setTimeout as sleep } from 'node:timers/promises';
import { type BundledOptions, type BundledPostgres, startBundledPostgres } from './bundled-postgres.ts';

const firstWaitMs = 100;
const longestWaitMs = 10_000;
/** A server that ran this long had recovered: its next end is a new story. */
const soundMs = 60_000;

export type KeptPostgres = Pick<BundledPostgres, 'connection' | 'location' | 'stop'>;

/**
 * Starts the server like `startBundledPostgres` and brings it back whenever it ends without `stop`, with longer
 * and longer waits, for as long as it takes: a disk that is full now has room later. The connection stays the
 * same. Rejects only where the first start fails.
 */
export async function keepBundledPostgres(options: BundledOptions): Promise<KeptPostgres> {
  const { log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let server = await startBundledPostgres(options);
  const { connection, location } = server;

  const bringBack = async (startMs: number): Promise<void> => {
    for (let waitMs = startMs; ; waitMs = Math.min(waitMs * 2, longestWaitMs)) {
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        server = await startBundledPostgres(options);
        return;
      } catch (error) {
        log.warn({ err: error }, 'PostgreSQL cannot be started yet; it is tried again');
      }
    }
  };

  const keep = async (): Promise<void> => {
    let waitMs = firstWaitMs;
    while (!signal.aborted) {
      const since = Date.now();
      const reason = await Promise.race([server.died, aborted(signal)]);
      if (signal.aborted) return;
      log.warn({ reason }, 'PostgreSQL ended by itself; it is started again');
      waitMs = Date.now() - since > soundMs ? firstWaitMs : Math.min(waitMs * 2, longestWaitMs);
      await bringBack(waitMs);
    }
  };
  const keeping = keep();
  return {
    connection,
    location,
    async stop() {
      stopping.abort();
      await keeping;
      await server.stop();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
