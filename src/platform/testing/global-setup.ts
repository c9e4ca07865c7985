import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startBundledPostgres } from '#platform/db/bundled/bundled-postgres.ts';
import { type ConnectionOptions, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { openDataFolder } from '#platform/files/data-folder.ts';
import { migrateJobs } from '#platform/jobs/job-runner.ts';
import { quietLog } from './quiet-log.ts';
import { connectionTo, templateName } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    server: ConnectionOptions;
  }
}

/**
 * One PostgreSQL for the whole run (the bundled one, or TEST_DATABASE_URL) with a migrated template that
 * every test file clones.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const foreign = process.env.TEST_DATABASE_URL;
  const started = foreign
    ? { connection: { connectionString: foreign }, stop: async () => {} }
    : await startOwn();
  const admin = openDatabase(started.connection, 1);
  await admin.pool.query(`drop database if exists ${templateName}`);
  await admin.pool.query(`create database ${templateName}`);
  await admin.close();
  const template = openDatabase(connectionTo(started.connection, templateName), 2);
  await migrate(template.pool);
  await migrateJobs({ database: template });
  await template.close();
  project.provide('server', started.connection);
  return () => started.stop();
}

async function startOwn() {
  const path = await mkdtemp(join(tmpdir(), 'perennial-test-'));
  const dataFolder = await openDataFolder(path);
  // A test database may be lost, so it need not wait for the disk. Several files at once have pools of their own.
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '150',
  };
  const bundled = await startBundledPostgres({ dataFolder, log: quietLog, settings });
  return {
    connection: bundled.connection,
    async stop() {
      await bundled.stop();
      dataFolder.release();
      await rm(path, { recursive: true, force: true });
    },
  };
}
