import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { buildWeb } from '#apps/build-web.ts';
import type { Installation } from '#apps/installation.ts';
import { writeCustomersCsv } from '#ingestion/demo/customer-file.ts';
import { argumentsOf, memoryOfTree, report } from './bench.ts';
import { importFile, withInstallation } from './installation.ts';
import { type Member, memberOfTeam, spreadOverTeams } from './teams.ts';

/**
 * What somebody who sees their team's customers waits for while 50 such requests a second arrive, mixed, in an
 * installation of many customers in 20 teams. The reference asks the same database the bare question in SQL, one at a time.
 */
const given = argumentsOf(process.argv.slice(2));
const customers = Number(given.customers ?? 1_000_000);
const seconds = Number(given.seconds ?? 60);
const requestsPerSecond = 50;
const idleMs = 90_000;
/** Of 200 customers each, before the page that is called deep. */
const deepPages = 100;
const base = { bench: 'customers', case: `${customers} customers` };

interface Case {
  goal: number;
  paths: string[];
}

await reportIdle();
await withInstallation(
  async (installation, folder) => {
    const file = join(folder, 'customers.csv');
    await writeCustomersCsv(file, { rows: customers, seed: 7, dirtyPermille: 200 });
    await importFile(installation, file, 'customers');
    const member = await memberOfTeam(installation);
    await spreadOverTeams(installation, member);
    await comeToRest(installation);
    const cases = await casesOf(installation, member);
    for (const { paths } of Object.values(cases)) for (const path of paths) await member.get(path);
    const taken = await underLoad(member, cases);
    for (const [name, { goal }] of Object.entries(cases))
      report({
        ...base,
        case: name,
        metric: 'p95_ms',
        value: quantile(taken.get(name)!, 0.95),
        unit: 'ms',
        goal,
      });
    for (const name of Object.keys(cases))
      report({ ...base, case: name, metric: 'p50_ms', value: quantile(taken.get(name)!, 0.5), unit: 'ms' });
    await reportBare(installation, member);
  },
  { webFolder: await buildWeb(() => {}) },
);

/** Everything of a server that was started and left alone for a minute, the database included. */
async function reportIdle(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'perennial-idle-'));
  // As `npm start` does: what is new in memory is looked through every 8 MB, which takes 80 MB less of it.
  const start = ['--max-semi-space-size=8', join(import.meta.dirname, '../src/apps/start.mjs')];
  const server = spawn(process.execPath, start, {
    env: { ...process.env, PERENNIAL_DATA: join(folder, 'data'), PORT: '0', LOG_LEVEL: 'warn' },
    stdio: 'ignore',
  });
  await sleep(idleMs);
  const { ownBytes, databaseBytes } = await memoryOfTree(server.pid!);
  const value = Math.round((ownBytes + databaseBytes) / 1e6);
  report({ ...base, case: 'idle', metric: 'memory', value, unit: 'MB', goal: 300 });
  server.kill('SIGTERM');
  await once(server, 'exit');
  await rm(folder, { recursive: true, force: true });
}

/** Until the copy and the rules have followed what was filled in: a million customers at once are no everyday. */
async function comeToRest({ platform }: Installation): Promise<void> {
  const since = Date.now();
  const isBehind = async () => {
    const { rows } = await platform.database.pool.query(
      `select exists (select from segments.to_judge) or exists (select from graphile_worker.jobs where locked_at is not null) as busy`,
    );
    return rows[0].busy || (platform.columnar?.asOf()?.getTime() ?? 0) < since;
  };
  do await sleep(5_000);
  while (await isBehind());
}

async function casesOf(installation: Installation, member: Member): Promise<Record<string, Case>> {
  let cursor = '';
  let deep = '/customers?limit=50';
  for (let page = 0; page < deepPages; page++) {
    const { next } = await member.get(`/customers?limit=200${cursor && `&cursor=${cursor}`}`);
    if (next === null) break;
    cursor = next;
    deep = `/customers?limit=50&cursor=${cursor}`;
  }
  const { rows } = await installation.platform.database.pool.query(
    `select id from customers.customers where team_id = $1 order by md5(id::text) limit 200`,
    [member.teamId],
  );
  const searched = ['张伟', 'wangfang', 'lij', '李', '陈静', '1380', '139123', 'zhang', '上海', 'example'];
  const where = [
    'region=浙江省',
    'region=广东省&city=深圳市',
    'kind=organisation',
    'region=江苏省&sort=displayName',
  ];
  const any = [
    'minSpendMinor=900000&sort=spendMinor',
    'missing=email',
    'invalid=phone',
    'missing=birthday&sort=displayName',
    'hasOrders=true&lastOrderFrom=2026-01-01',
  ];
  const list = (queries: string[]) =>
    queries.map((query) => `/customers?limit=50&${new URLSearchParams(query)}`);
  return {
    page: {
      goal: 50,
      paths: list(['sort=createdAt', 'sort=displayName', 'sort=updatedAt', 'sort=spendMinor']),
    },
    deep_page: { goal: 50, paths: [deep] },
    search: { goal: 50, paths: list(searched.map((q) => `q=${q}`)) },
    profile: { goal: 50, paths: rows.map((row) => `/customers/${row.id}`) },
    indexed_filter: { goal: 50, paths: list(where) },
    any_filter: { goal: 1000, paths: list(any) },
  };
}

/** Requests leave at their time, whether those before were answered or not. */
async function underLoad(member: Member, cases: Record<string, Case>): Promise<Map<string, number[]>> {
  const names = Object.keys(cases);
  const taken = new Map<string, number[]>(names.map((name) => [name, []]));
  const all: Promise<void>[] = [];
  const start = performance.now();
  for (let number = 0; number < seconds * requestsPerSecond; number++) {
    await sleep(Math.max(0, start + (number * 1000) / requestsPerSecond - performance.now()));
    const name = names[number % names.length]!;
    const { paths } = cases[name]!;
    const path = paths[Math.floor(number / names.length) % paths.length]!;
    const sent = performance.now();
    all.push(member.get(path).then(() => void taken.get(name)!.push(performance.now() - sent)));
  }
  await Promise.all(all);
  return taken;
}

/** A page and a profile as bare SQL; the page must be the one that the server gives. */
async function reportBare(installation: Installation, member: Member): Promise<void> {
  const { pool } = installation.platform.database;
  const bare = {
    page: `select * from customers.customers where team_id = ${member.teamId} and binned_at is null
      order by created_at desc, id desc limit 50`,
    profile: `select * from customers.customers where id = ${(await member.get('/customers?limit=1')).items[0].id}`,
  };
  for (const [name, query] of Object.entries(bare)) {
    const path =
      name === 'page' ? '/customers?limit=50' : `/customers/${(await pool.query(query)).rows[0].id}`;
    const reference = await median(async () => void (await pool.query(query)));
    const value = await median(async () => void (await member.get(path)));
    report({
      ...base,
      case: `${name}, one at a time`,
      metric: 'median_ms',
      value,
      unit: 'ms',
      reference,
      ratio: round(value / reference),
    });
  }
  const { rows } = await pool.query(bare.page);
  const { items } = await member.get('/customers?limit=50');
  const same = rows.every((row, place) => String(row.id) === items[place].id);
  if (!same) throw new Error('The page is not the one of the bare query.');
}

async function median(work: () => Promise<void>): Promise<number> {
  const taken: number[] = [];
  for (let time = 0; time < 51; time++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return quantile(taken, 0.5);
}

function quantile(taken: number[], share: number): number {
  const sorted = taken.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
