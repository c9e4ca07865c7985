import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { callSocket, startServerProcess } from '../installation/server-process.ts';
import {
  type FaultReport,
  type FaultRun,
  lookAt,
  openFolder,
  seededRandom,
  startImport,
  untilEnded,
  writeFileOf,
} from './fault-run.ts';
import { differences, tablePrints } from './table-prints.ts';

/**
 * Undoes an import over a base of customers, some of whom it changed, while the server is killed and started again;
 * the tables must come back to what they were. An undo that ends before all kills have come is followed by another.
 */
export async function killUndo(run: FaultRun): Promise<FaultReport> {
  const folder = await openFolder();
  const dataFolder = join(folder, 'data');
  const random = seededRandom(run.seed);
  let server = await startServerProcess(dataFolder);
  try {
    const base = await writeFileOf(
      { ...run, rows: Math.ceil(run.rows / 4) },
      join(folder, 'base.csv'),
      run.seed,
    );
    await untilEnded(dataFolder, await startImport(dataFolder, base.path, run.as));
    const before = await tablePrints(server.connection);
    const wrong: string[] = [];
    let kills = 0;
    let imports = 0;
    while (kills < run.count) {
      imports += 1;
      // The same people by the same numbers, soiled in other places: its first quarter changes the base.
      const file = await writeFileOf(run, join(folder, `${imports}.csv`), run.seed);
      const id = await startImport(dataFolder, file.path, run.as);
      await untilEnded(dataFolder, id);
      await callSocket(dataFolder, 'POST', `/imports/${id}/undo`, {});
      while (kills < run.count && (await lookAt(dataFolder, id)).row?.state !== 'undone') {
        await sleep(random() * 1500);
        await server.kill();
        kills += 1;
        server = await startServerProcess(dataFolder);
      }
      const undone = await untilEnded(dataFolder, id);
      if (undone.state !== 'undone' || undone.undo.kept > 0)
        wrong.push(`undo ${imports}: ${undone.state}, ${JSON.stringify(undone.undo)}`);
      wrong.push(...differences(await tablePrints(server.connection), before));
    }
    return { strikes: kills, imports, seen: [], wrong };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
