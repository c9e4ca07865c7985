import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startServerProcess } from '../installation/server-process.ts';
import type { Fault } from './fault-run.ts';

/** The server is killed with SIGKILL and started again. */
export function killServer(): Fault {
  return {
    start: (folder) => startServerProcess(join(folder, 'data')),
    async strike(scene) {
      await sleep(scene.random() * 1500);
      await scene.server.kill();
      scene.server = await startServerProcess(scene.server.dataFolder);
      return 'SIGKILL';
    },
  };
}
