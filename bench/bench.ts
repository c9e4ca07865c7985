import { readdir, readFile } from 'node:fs/promises';

/** One figure of a benchmark, printed as a JSON line. `ratio` is how many times worse than the reference. */
export interface Measurement {
  bench: string;
  case: string;
  metric: string;
  value: number;
  unit: string;
  reference?: number;
  ratio?: number;
  goal?: number;
}

export function report(measurement: Measurement): void {
  console.log(JSON.stringify(measurement));
}

/** `--rows 1000 --as orders` as { rows: '1000', as: 'orders' }. */
export function argumentsOf(argv: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (let index = 0; index < argv.length; index += 2)
    found[argv[index]!.replace(/^--/, '')] = argv[index + 1] ?? '';
  return found;
}

export interface Peak {
  /** Server and reader of files. */
  ownBytes: number;
  /** All processes of PostgreSQL, its shared buffers counted once. */
  databaseBytes: number;
}

/** Samples the proportional memory of this process and all its descendants, told apart by kind. */
export function watchMemory(everyMs = 2_000) {
  const peak: Peak = { ownBytes: 0, databaseBytes: 0 };
  const timer = setInterval(async () => {
    const now = await memoryOfTree(process.pid);
    peak.ownBytes = Math.max(peak.ownBytes, now.ownBytes);
    peak.databaseBytes = Math.max(peak.databaseBytes, now.databaseBytes);
  }, everyMs);
  return {
    stop(): Peak {
      clearInterval(timer);
      return peak;
    },
  };
}

/** What this process and all its descendants hold now, told apart by kind. */
export async function memoryOfTree(root: number): Promise<Peak> {
  const parents = new Map<number, number>();
  const databases = new Set<number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
    if (stat.includes('(postgres)')) databases.add(Number(name));
  }
  const sum: Peak = { ownBytes: 0, databaseBytes: 0 };
  for (const pid of parents.keys()) {
    if (!descends(pid, root, parents)) continue;
    sum[databases.has(pid) ? 'databaseBytes' : 'ownBytes'] += await proportionalBytes(pid);
  }
  return sum;
}

function descends(pid: number, root: number, parents: Map<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at))
    if (at === root) return true;
  return false;
}

async function proportionalBytes(pid: number): Promise<number> {
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) * 1024;
}
