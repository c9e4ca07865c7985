import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import type pg from 'pg';

const source = join(import.meta.dirname, '../..');

type Role = 'views' | 'columnar' | 'narrow' | 'widened';

/** The files of all domains with this role and their texts: a file is one because of its name, as a migration is. */
function filesOf(role: Role): Promise<{ path: string; text: string }[]> {
  const paths = globSync(`*/*/*.${role}.sql`, { cwd: source }).sort();
  return Promise.all(
    paths.map(async (path) => ({
      path,
      text: await readFile(join(source, path.split('/').join(sep)), 'utf8'),
    })),
  );
}

async function textsOf(role: Role): Promise<string[]> {
  return (await filesOf(role)).map(({ text }) => text);
}

/**
 * Makes the schema `facts` anew where the text of a view or the migrations changed since it was made. Nobody sees it half
 * made.
 */
export async function placeFactViews(client: pg.ClientBase): Promise<void> {
  const files = await textsOf('views');
  const { rows: migrations } = await client.query(
    'select name, sha256 from public.perennial_migrations order by name',
  );
  const stamp = createHash('sha256')
    .update(JSON.stringify([files, await columnarTexts(), [...(await narrowViews())], migrations]))
    .digest('hex');
  if (await isPlaced(client, stamp)) return;
  await client.query('begin');
  try {
    await client.query('drop schema if exists facts cascade');
    await client.query('create schema facts');
    for (const text of files) await client.query(text);
    await client.query(`comment on schema facts is '${stamp} ${await countViews(client)}'`);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`The views of facts cannot be made: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** What stands in the columnar copy in place of the functions of `facts`, in its words. */
export function columnarTexts(): Promise<string[]> {
  return textsOf('columnar');
}

/** How rows of a view come to the columnar copy where it joins for itself what PostgreSQL would take longer to join. */
export interface NarrowView {
  /** A question to PostgreSQL for some of the columns. */
  narrow: string;
  /** One to the copy for all of them, made of `narrow` and of views that are loaded whole. */
  widened: string;
}

/** Those there are, by the name of the view, which is that of their files. */
export async function narrowViews(): Promise<Map<string, NarrowView>> {
  const [narrow, widened] = [await filesOf('narrow'), await textsOf('widened')];
  return new Map(
    narrow.map(({ path, text }, at) => [
      basename(path, '.narrow.sql').replaceAll('-', '_'),
      { narrow: text, widened: widened[at]! },
    ]),
  );
}

/** The stamp of the views as they are. */
export async function placedStamp(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query<{ comment: string | null }>(
    `select obj_description(to_regnamespace('facts')::oid, 'pg_namespace') as comment`,
  );
  return rows[0]?.comment ?? '';
}

/** Takes the views away: a migration could not change what they stand on. */
export async function dropFactViews(client: pg.ClientBase): Promise<void> {
  await client.query('drop schema if exists facts cascade');
}

/** A table that somebody dropped took its views along and left the schema: hence their number. */
async function isPlaced(client: pg.ClientBase, stamp: string): Promise<boolean> {
  return (await placedStamp(client)) === `${stamp} ${await countViews(client)}`;
}

async function countViews(client: pg.ClientBase): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'facts' and c.relkind = 'v'`,
  );
  return rows[0]!.count;
}
