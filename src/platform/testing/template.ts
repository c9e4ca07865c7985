import type { ConnectionOptions } from '#platform/db/database.ts';

/** The migrated database that every test file clones. */
export const templateName = 'perennial_template';

/** The same server, another database. */
export function connectionTo(server: ConnectionOptions, database: string): ConnectionOptions {
  if (!server.connectionString) return { ...server, database };
  const url = new URL(server.connectionString);
  url.pathname = `/${database}`;
  return { connectionString: url.href };
}
