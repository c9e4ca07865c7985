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

/** Samples the proportional memory of this process and all its descendants, the database's processes too. */
export function watchMemory(everyMs = 2_000) {
  let peakBytes = 0;
  const timer = setInterval(async () => {
    peakBytes = Math.max(peakBytes, await memoryOfTree(process.pid));
  }, everyMs);
  return {
    stop(): number {
      clearInterval(timer);
      return peakBytes;
    },
  };
}

async function memoryOfTree(root: number): Promise<number> {
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
    const parent = /\) \S (\d+)/.exec(stat)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  let bytes = 0;
  for (const pid of parents.keys()) if (descends(pid, root, parents)) bytes += await proportionalBytes(pid);
  return bytes;
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
