import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopyWork } from './build-copy.ts';
import type { CopyState, FactTable, TableChange } from './copy-protocol.ts';
import {
  type ChangedView,
  changedSince,
  factTables,
  lookForChanges,
  openMoment,
  rowsAsText,
} from './fact-changes.queries.ts';
import { writeRows } from './write-rows.queries.ts';

/**
 * Brings the copy to what is committed now and gives its new state; where nothing changed, only the moment moves on and
 * the file is left alone. `keys` says how many rows were looked at anew.
 */
export async function followChanges(
  work: CopyWork,
  before: CopyState,
): Promise<{ state: CopyState; keys: number }> {
  const { changed, ...moment } = await lookForChanges(work.database.pool, before.snapshot);
  if (!changed) return { state: { ...before, ...moment }, keys: 0 };
  const { state, changes, keys } = await readChanges(work, before);
  try {
    await work.process.work({ type: 'apply', changes, state });
  } finally {
    for (const { file } of changes) await rm(file, { force: true });
  }
  return { state, keys };
}

async function readChanges({ database, folder, signal }: CopyWork, before: CopyState) {
  const client = await database.pool.connect();
  let sound = false;
  try {
    const state = { ...before, ...(await openMoment(client)) };
    const tables = new Map((await factTables(client)).map((table) => [table.name, table]));
    const changes: TableChange[] = [];
    let keys = 0;
    for (const changed of await changedSince(client, before.snapshot)) {
      const table = tables.get(changed.view);
      if (!table) throw new Error(`Changes are told of facts.${changed.view}, which is not there.`);
      const file = join(folder, `${table.name}.tsv`);
      await writeRows(client, rowsAsText(table, changed.whole ? null : changed.keys), file, signal);
      keys += changed.count;
      changes.push({ table, file, keys: changed.whole ? null : keysOf(changed, table) });
    }
    await client.query('commit');
    sound = true;
    return { state, changes, keys };
  } finally {
    client.release(!sound);
  }
}

function keysOf({ keys }: ChangedView, table: FactTable) {
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  return keys.map(({ column, list }) => ({ column, list, type: types.get(column)! }));
}
