import type pg from 'pg';
import { narrowViews } from '../../db/fact-views.ts';
import type { FactTable, NarrowRows } from './copy-protocol.ts';
import { narrowColumns, narrowRowsAsText, rowsAsText } from './fact-changes.queries.ts';

/** What a build reads of one view, and how it is loaded. */
export interface Reading {
  statement: string;
  table: FactTable;
  narrow?: NarrowRows;
}

/**
 * What is read from PostgreSQL, one after the other: first the views that others are made of in the copy, then those, which
 * are the largest, so that PostgreSQL writes all else while they are loaded.
 */
export async function buildReadings(client: pg.ClientBase, tables: readonly FactTable[]): Promise<Reading[]> {
  const narrowed = await narrowViews();
  const texts = [...narrowed.values()].map(({ widened }) => widened).join('\n');
  const [first, made, others]: [Reading[], Reading[], Reading[]] = [[], [], []];
  for (const table of tables) {
    const view = narrowed.get(table.name);
    const isNamed = new RegExp(`\\bfacts\\.${table.name}\\b`).test(texts);
    if (!view) (isNamed ? first : others).push({ table, statement: rowsAsText(table, null) });
    else {
      const columns = await narrowColumns(client, table, view.narrow);
      const statement = narrowRowsAsText(columns, view.narrow);
      made.push({ table, statement, narrow: { columns, widened: view.widened } });
    }
  }
  return [...first, ...made, ...others];
}
