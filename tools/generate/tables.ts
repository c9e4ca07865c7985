import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionOptions } from '#platform/db/database.ts';

const program = join(import.meta.dirname, '../../node_modules/kysely-codegen/dist/cli/bin.js');
// As `openDatabase` reads them: times and dates stay text.
const types = { timestamptz: 'ColumnType<string, Date | string, Date | string>', date: 'string' };

/** The types of all tables, introspected; monthly partitions and the tables of the job queue are left out, and the views of facts. */
export function tableTypes(connection: ConnectionOptions): string {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-tables-'));
  const file = join(folder, 'tables.ts');
  try {
    execFileSync(process.execPath, [
      program,
      ...['--dialect', 'postgres', '--url', urlOf(connection), '--out-file', file],
      ...['--type-mapping', JSON.stringify(types), '--no-domains', '--default-schema', 'public'],
      ...['--exclude-pattern', '{perennial_migrations,public.*,graphile_worker.*,facts.*}'],
    ]);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function urlOf({ connectionString, host, port, user, password, database }: ConnectionOptions): string {
  if (connectionString) return connectionString;
  const secret = encodeURIComponent(String(password ?? ''));
  return `postgres://${user}:${secret}@${encodeURIComponent(host ?? '')}:${port}/${database}`;
}
