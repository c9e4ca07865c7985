import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { type ConnectionOptions, type OpenDatabase, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { connectionTo } from '#platform/testing/template.ts';

interface Server {
  connection: ConnectionOptions;
  stop(): Promise<void>;
}

/**
 * Runs `work` on a fresh database with every migration applied, then throws the database away. It lies in a
 * bundled server of its own, or on the server of TEST_DATABASE_URL.
 */
export async function withMigratedDatabase<T>(work: (database: OpenDatabase) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given
    ? { connection: { connectionString: given }, stop: async () => {} }
    : await startThrowawayServer();
  try {
    return await onFreshDatabase(server.connection, work);
  } finally {
    await server.stop();
  }
}

async function onFreshDatabase<T>(
  server: ConnectionOptions,
  work: (database: OpenDatabase) => Promise<T>,
): Promise<T> {
  const name = `perennial_generate_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(server, 1);
  await admin.pool.query(`create database ${name}`);
  const database = openDatabase(connectionTo(server, name), 2);
  try {
    await migrate(database.pool);
    return await work(database);
  } finally {
    await database.close();
    await admin.pool.query(`drop database ${name} with (force)`);
    await admin.close();
  }
}

async function startThrowawayServer(): Promise<Server> {
  const path = mkdtempSync(join(tmpdir(), 'perennial-generate-'));
  const dataFolder = await openDataFolder(path);
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const server = await startBundledPostgres({ dataFolder, log, settings: { fsync: 'off' } });
  return {
    connection: server.connection,
    async stop() {
      await server.stop();
      dataFolder.release();
      rmSync(path, { recursive: true, force: true });
    },
  };
}
