import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  authenticate,
  keepDelivering,
  listTeams,
  queueEvent,
  readActiveUsers,
  readAssignee,
  readColleague,
  readKeyLives,
  readOrganisation,
  readUserNames,
} from '#admin/public.ts';
import { addedFields } from '#customers/public.ts';
import { operatorActor } from '#platform/access/actor.ts';
import { keepSealing } from '#platform/audit/keep-sealing.ts';
import { systemClock } from '#platform/clock/clock.ts';
import type { Config } from '#platform/config/config.ts';
import { keepBundledPostgres } from '#platform/db/bundled/keep-running.ts';
import { type ConnectionOptions, openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { ensurePlatformMonths } from '#platform/db/partitions.queries.ts';
import type { Log, Platform } from '#platform/db/platform.ts';
import {
  checkRegistry,
  declaredAddedValues,
  declaredBulkActs,
  declaredEvents,
  declaredFields,
  declaredListFilters,
  declaredPermissions,
} from '#platform/domains/registry.ts';
import { dispatchEvents } from '#platform/events/dispatch-events.ts';
import { keepCopy } from '#platform/facts/copy/keep-copy.ts';
import { type DataFolder, openDataFolder } from '#platform/files/data-folder.ts';
import { haveRoom } from '#platform/files/free-room.ts';
import { cliSocketPath } from '#platform/files/socket-folder.ts';
import { checkStoredFolder } from '#platform/files/stored-folders.ts';
import { buildHttpServer } from '#platform/http/http-server.ts';
import { openApiOf } from '#platform/http/openapi.ts';
import { migrateJobs, startJobs } from '#platform/jobs/job-runner.ts';
import { platformJobs } from '#platform/jobs/upkeep.jobs.ts';
import { unconfirmedCopy } from '#platform/outbound/outbound.queries.ts';
import { keepMembers } from '#segments/public.ts';
import { domains } from './domains.ts';
import { refuseUnfinished } from './unfinished-restore.ts';

export interface Installation {
  platform: Platform;
  /** Where people open it; undefined when it listens on the command line's socket only. */
  url: string | undefined;
  /** Drains requests and jobs, then stops everything, the bundled database too. */
  stop(): Promise<void>;
}

export interface InstallationOptions {
  config: Config;
  log: Log;
  /** The built web app; without it only the command line's socket is opened. */
  webFolder?: string;
}

const routes = domains.flatMap((domain) => domain.routes);
const reactions = domains.flatMap((domain) => domain.reactions);

type HttpServer = Awaited<ReturnType<typeof buildHttpServer>>;
const drainMs = 10_000;

type Undo = () => Promise<unknown> | void;

/** Starts everything of one data folder. What was started is stopped again when a later step fails. */
export async function startInstallation(options: InstallationOptions): Promise<Installation> {
  const undo: Undo[] = [];
  const stop = async () => {
    for (let step = undo.pop(); step; step = undo.pop()) await step();
  };
  try {
    return { ...(await startParts(options, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(options: InstallationOptions, undo: Undo[]) {
  const { config, log, webFolder } = options;
  checkRegistry(domains);
  const folder = await openDataFolder(config.dataFolder);
  undo.push(() => folder.release());
  refuseUnfinished(folder.path);
  const server = await connectionOf(config, folder, log);
  undo.push(server.stop);
  const database = openDatabase(server.connection);
  undo.push(() => database.close());
  const platform: Platform = {
    ...platformOf(config, folder, log, database),
    hasRoom: () => haveRoom(server.disks),
  };
  const fresh = await migrate(database.pool);
  await migrateJobs(platform);
  if (fresh.length > 0) log.info({ migrations: fresh }, 'database is up to date');
  await ensurePlatformMonths(database.db, platform.clock.now());
  const copy = await unconfirmedCopy(database.db);
  if (copy)
    log.warn(
      copy,
      'this is a restored copy: nothing is sent until "./perennial confirm-live" or the web page',
    );
  if (config.columnar) {
    const kept = keepCopy({
      database,
      folder: folder.subfolder('facts'),
      limits: config.columnar,
      hasRoom: platform.hasRoom,
      log,
    });
    undo.push(() => kept.stop());
    platform.columnar = kept.engine;
  }
  // The last to stop but for the copy: what the others write at their end is sealed too.
  const sealing = keepSealing(platform);
  undo.push(() => sealing.stop());
  const events = await dispatchEvents(platform, reactions);
  undo.push(() => events.stop());
  const jobs = await startJobs(platform, [...platformJobs, ...domains.flatMap((domain) => domain.jobs)]);
  undo.push(() => jobs.stop());
  const members = keepMembers(platform);
  undo.push(() => members.stop());
  const webhooks = keepDelivering(platform);
  undo.push(() => webhooks.stop());
  await openSocket(platform, folder, undo);
  const url = webFolder ? await openNetwork(platform, webFolder, undo) : undefined;
  return { platform, url };
}

async function connectionOf(config: Config, folder: DataFolder, log: Log) {
  if (config.databaseUrl) {
    const connection: ConnectionOptions = { connectionString: config.databaseUrl };
    return { connection, disks: [folder.path], stop: async () => {} };
  }
  const kept = await keepBundledPostgres({ dataFolder: folder, log });
  return { ...kept, disks: [folder.path, kept.location, join(kept.location, 'database', 'pg_wal')] };
}

function platformOf(
  config: Config,
  folder: DataFolder,
  log: Log,
  database: Platform['database'],
): Omit<Platform, 'hasRoom'> {
  return {
    config,
    database,
    clock: systemClock,
    log,
    readOrganisation,
    readActiveUsers,
    readAssignee,
    readColleague,
    readUserNames,
    readTeams: listTeams,
    readKeyLives,
    permissions: declaredPermissions(domains),
    eventTypes: declaredEvents(domains),
    onEvent: queueEvent,
    notificationKinds: domains.flatMap((domain) => domain.notificationKinds ?? []),
    guardedFields: declaredFields(domains),
    listFilters: declaredListFilters(domains),
    addedValues: declaredAddedValues(domains),
    bulkActs: declaredBulkActs(domains),
    readAddedFields: addedFields,
    reactedEvents: new Set(reactions.map((reaction) => reaction.event)),
    folder: async (name) => {
      checkStoredFolder(name);
      return folder.subfolder(name);
    },
  };
}

/** The command line's door: whoever may open the socket may do everything. */
async function openSocket(platform: Platform, folder: DataFolder, undo: Undo[]): Promise<void> {
  const path = cliSocketPath(folder.path);
  await rm(path, { force: true });
  const server = await buildHttpServer(platform, {
    routes,
    authenticate: async () => operatorActor,
    defendBrowser: false,
    openApi: () => openApiOf(routes),
  });
  undo.push(() => drain(server));
  await server.listen({ path });
  await chmod(path, 0o600);
}

async function openNetwork(platform: Platform, webFolder: string, undo: Undo[]): Promise<string> {
  const { config } = platform;
  const server = await buildHttpServer(platform, {
    routes,
    authenticate: (request) => authenticate(platform, request),
    defendBrowser: true,
    webFolder,
    openApi: () => openApiOf(routes),
  });
  undo.push(() => drain(server));
  const address = await server.listen({ host: config.host, port: config.port });
  return config.publicUrl ?? address;
}

/** Calls in hand may end, but nobody who never stops reading or sending keeps the server from stopping. */
async function drain(server: HttpServer): Promise<void> {
  const late = setTimeout(() => server.server.closeAllConnections(), drainMs);
  await server.close().finally(() => clearTimeout(late));
}

/** Where the build of the web app lies. */
export const webBuildFolder = join(import.meta.dirname, '../../dist/web');
