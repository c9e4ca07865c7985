import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, inject } from 'vitest';
import { type Actor, systemActor } from '#platform/access/actor.ts';
import { readConfig } from '#platform/config/config.ts';
import type { Context } from '#platform/db/context.ts';
import { openDatabase } from '#platform/db/database.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import type { Platform } from '#platform/db/platform.ts';
import { transact } from '#platform/db/transact.queries.ts';
import { checkStoredFolder } from '#platform/files/stored-folders.ts';
import { quietLog } from './quiet-log.ts';
import { connectionTo, templateName } from './template.ts';

export interface TestPlatform extends Platform {
  /** Stands still until a test moves it. */
  clock: { now(): Date; set(time: string): void };
  /** Runs a verb in one transaction, as the system unless another actor is given. */
  run<T>(work: (ctx: Context) => Promise<T>, actor?: Actor): Promise<T>;
}

/** A platform over a fresh clone of the migrated template; dropped when the test file ends. */
export async function testPlatform(): Promise<TestPlatform> {
  const server = inject('server');
  const name = `perennial_test_${randomBytes(6).toString('hex')}`;
  const admin = openDatabase(server, 1);
  await admin.pool.query(`create database ${name} template ${templateName}`);
  const database = openDatabase(connectionTo(server, name), 8);
  const dataFolder = await mkdtemp(join(tmpdir(), 'perennial-test-data-'));
  afterAll(async () => {
    await database.close();
    await admin.pool.query(`drop database if exists ${name} with (force)`);
    await admin.close();
    await rm(dataFolder, { recursive: true, force: true });
  });
  let time = new Date('2026-03-05T08:00:00Z');
  const platform: TestPlatform = {
    config: readConfig({ PERENNIAL_DATA: dataFolder, LOG_LEVEL: 'silent' }),
    database,
    clock: {
      now: () => new Date(time),
      set: (text) => {
        time = new Date(text);
      },
    },
    log: quietLog,
    readOrganisation: async () => ({
      name: 'Evergreen',
      currency: 'CNY',
      timeZone: 'Asia/Shanghai',
      language: 'zh',
    }),
    readAssignee: async () => undefined,
    readUserNames: async () => new Map(),
    readTeams: async () => [],
    readActiveUsers: async () => [],
    readColleague: async () => undefined,
    readKeyLives: async () => false,
    permissions: new Set(),
    guardedFields: { customers: new Map(), orders: new Map() },
    async folder(kind) {
      checkStoredFolder(kind);
      const path = join(dataFolder, kind);
      await mkdir(path, { recursive: true });
      return path;
    },
    hasRoom: async () => true,
    run: (work, actor = systemActor) => transact(platform, actor, work),
  };
  await ensurePlatformMonths(database.db, platform.clock.now());
  return platform;
}
