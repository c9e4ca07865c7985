import type pg from 'pg';
import { code, referencePage, table } from './markdown.ts';

interface Column {
  view: string;
  meaning: string | null;
  column: string;
  type: string;
  columnMeaning: string | null;
}

const columns = `
  select c.relname as view, obj_description(c.oid, 'pg_class') as meaning, a.attname as "column",
      format_type(a.atttypid, a.atttypmod) as type, col_description(c.oid, a.attnum) as "columnMeaning"
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
   where n.nspname = 'facts' and c.relkind = 'v'
   order by c.relname collate "C", a.attnum`;

/** docs/reference/facts.md: the views that rules and figures are asked in. Throws on a column without a meaning. */
export async function factsPage(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<Column>(columns);
  const mute = rows.find(({ meaning, columnMeaning }) => !meaning || !columnMeaning);
  if (mute) throw new Error(`facts.${mute.view}.${mute.column} or its view has no comment.`);
  const views = Map.groupBy(rows, ({ view }) => view);
  const intro =
    'Read-only views in the schema `facts`, the words that questions of who and how much are asked in. The same tables stand in the columnar copy, where there is one, but for the columns of which it is said. Text is ordered bytewise. Customers in the bin are missing in `facts.customers` alone; what else speaks of them is left out by asking for customers that stand there.';
  const sections = [...views].flatMap(([view, of]) => [
    `## facts.${view}`,
    of[0]!.meaning!,
    table(
      ['Column', 'Type', 'Meaning'],
      of.map(({ column, type, columnMeaning }) => [code(column), code(type), columnMeaning!]),
    ),
  ]);
  return referencePage('Facts', intro, ...sections);
}
