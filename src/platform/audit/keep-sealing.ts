import type { Platform } from '../db/platform.ts';
import { sealEntries } from './seal-entries.ts';

const sealEveryMs = 1_000;

/** Seals entries every second until `stop`, which seals what is left. Trouble is logged once, not every second. */
export function keepSealing(platform: Platform): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  let trouble: string | undefined;
  const seal = async (): Promise<void> => {
    try {
      await sealEntries(platform);
      trouble = undefined;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (message !== trouble) platform.log.error({ err: error }, 'audit entries wait for their seals');
      trouble = message;
    }
  };
  const timer = setInterval(() => {
    running ??= seal().finally(() => {
      running = undefined;
    });
  }, sealEveryMs);
  return {
    async stop() {
      clearInterval(timer);
      await running;
      await seal();
    },
  };
}
