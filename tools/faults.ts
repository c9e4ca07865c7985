import { type FaultReport, type FaultRun, importThroughFaults } from '../e2e/faults/fault-run.ts';
import { fillDataDisk, fillLogDisk, fillUploadsDisk } from '../e2e/faults/fill-disk.ts';
import { fuzzApi } from '../e2e/faults/fuzz-api.ts';
import { killServer } from '../e2e/faults/kill-server.ts';
import { killUndo } from '../e2e/faults/kill-undo.ts';
import { endBundledDatabase, restartForeignDatabase } from '../e2e/faults/restart-database.ts';
import { answersOf, placesOfRules } from '../e2e/faults/rule-answers.ts';
import { tamperAudit } from '../e2e/faults/tamper-audit.ts';

/**
 * Fault runs with their full counts:
 * `npm run test:faults -- [import] [--kind NAME] [--as customers|orders] [--count N] [--rows N] [--seed N]`.
 * `npm run test:faults -- audit [--count N] [--seed N]` tampers with the audit log, 1,000 times unless told.
 * `npm run test:faults -- fuzz [--count N] [--seed N]` sends calls of every kind to every endpoint, 100,000 unless told.
 * `npm run test:faults -- rules [--count N] [--seed N]` asks random rules of random customers in five places, 2,000 in each unless told.
 * `npm test` has short runs of those that need no root. A line per run names what repeats it.
 */
interface Kind {
  /** Of customers and of orders; customers take most, since their import is the one that unifies. */
  counts: { customers: number; orders: number };
  run(run: FaultRun): Promise<FaultReport>;
}

const kinds: Record<string, Kind> = {
  kill: { counts: { customers: 150, orders: 50 }, run: (run) => importThroughFaults(run, killServer()) },
  restart: {
    counts: { customers: 10, orders: 5 },
    run: (run) => importThroughFaults(run, endBundledDatabase()),
  },
  'restart-foreign': {
    counts: { customers: 10, orders: 5 },
    run: (run) => importThroughFaults(run, restartForeignDatabase()),
  },
  'disk-full': {
    counts: { customers: 5, orders: 3 },
    run: (run) => importThroughFaults(run, fillDataDisk()),
  },
  'log-full': { counts: { customers: 3, orders: 2 }, run: (run) => importThroughFaults(run, fillLogDisk()) },
  'uploads-full': {
    counts: { customers: 1, orders: 1 },
    run: (run) => importThroughFaults(run, fillUploadsDisk()),
  },
  'kill-undo': { counts: { customers: 10, orders: 5 }, run: killUndo },
};

const chosen = choiceAfter('--kind', Object.keys(kinds));
const onlyAs = choiceAfter('--as', ['customers', 'orders']);
const seed = numberAfter('--seed') ?? 1;
const rows = numberAfter('--rows') ?? 100_000;
const wanted = numberAfter('--count');
let failed = false;
if (process.argv[2] === 'audit') await tellTamperings();
else if (process.argv[2] === 'fuzz') await tellFuzzed();
else if (process.argv[2] === 'rules') await tellRules();
else await tellImports();
process.exit(failed ? 1 : 0);

async function tellTamperings(): Promise<void> {
  const count = wanted ?? 1_000;
  const { tried, missed } = await tamperAudit({ count, seed });
  const verdict = missed.length === 0 ? 'all found' : `${missed.length} NOT FOUND`;
  console.log(
    `audit --count ${count} --seed ${seed}: ${count} tamperings of ${tried.size} kinds, ${verdict}`,
  );
  for (const what of missed) console.error(`  ${what}`);
  failed = missed.length > 0;
}

async function tellFuzzed(): Promise<void> {
  const count = wanted ?? 100_000;
  const since = Date.now();
  const { statuses, wrong, neverWell, heapMegabytes } = await fuzzApi({
    count,
    seed,
    onProgress: (sent, kinds) => console.log(`  ${sent} calls, ${kinds} kinds wrong`),
  });
  const seconds = Math.round((Date.now() - since) / 1000);
  const verdict = wrong.length === 0 ? 'all answered as they should be' : `${wrong.length} kinds WRONG`;
  console.log(`fuzz --count ${count} --seed ${seed}: ${seconds} s, ${verdict}`);
  console.log(`  answers ${JSON.stringify(statuses)}, heap ${heapMegabytes.join(' to ')} MB`);
  console.log(`  never answered with success: ${neverWell.join(', ') || 'none'}`);
  for (const fault of wrong) console.error(`  ${fault}`);
  failed = wrong.length > 0;
}

async function tellRules(): Promise<void> {
  const count = wanted ?? 2_000;
  for (let place = 0; place < placesOfRules; place++) {
    const { differing, telling } = await answersOf({ count, seed: seed + place });
    const verdict = differing.length === 0 ? 'all answers alike' : `${differing.length} answers DIFFER`;
    console.log(
      `rules --count ${count} --seed ${seed + place}: ${telling.size} types of conditions, ${verdict}`,
    );
    for (const { rule, engine, found, judged } of differing)
      console.error(`  ${engine} ${JSON.stringify(rule)}: found ${found}, judged ${judged}`);
    failed ||= differing.length > 0;
  }
}

async function tellImports(): Promise<void> {
  for (const [name, kind] of Object.entries(kinds)) {
    if (chosen !== undefined && name !== chosen) continue;
    for (const as of ['customers', 'orders'] as const) {
      if (onlyAs !== undefined && as !== onlyAs) continue;
      const count = wanted ?? kind.counts[as];
      await tell(name, { as, rows, count, seed }, kind.run);
    }
  }
}

async function tell(name: string, run: FaultRun, work: Kind['run']): Promise<void> {
  const { as, rows, count, seed } = run;
  const repeat = `--kind ${name} --as ${as} --count ${count} --rows ${rows} --seed ${seed}`;
  const since = Date.now();
  try {
    const { strikes, imports, seen, wrong } = await work(run);
    const seconds = Math.round((Date.now() - since) / 1000);
    const verdict = wrong.length === 0 ? 'all sums and tables right' : 'WRONG';
    console.log(`${repeat}: ${strikes} faults in ${imports} imports, ${seconds} s, ${verdict}`);
    for (const [sight, times] of tally(seen)) console.log(`  ${times} × ${sight}`);
    for (const fault of wrong) console.error(`  ${fault}`);
    failed ||= wrong.length > 0;
  } catch (error) {
    console.log(`${repeat}: BROKE OFF, ${error instanceof Error ? error.message : error}`);
    failed = true;
  }
}

function tally(seen: string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const sight of seen) times.set(sight, (times.get(sight) ?? 0) + 1);
  return times;
}

/** Undefined where the flag is not there. */
function textAfter(flag: string): string | undefined {
  const place = process.argv.indexOf(flag);
  return place < 0 ? undefined : (process.argv[place + 1] ?? '');
}

function choiceAfter(flag: string, choices: string[]): string | undefined {
  const text = textAfter(flag);
  if (text === undefined || choices.includes(text)) return text;
  return refuse(flag, `one of ${choices.join(', ')}`, text);
}

function numberAfter(flag: string): number | undefined {
  const text = textAfter(flag);
  if (text === undefined) return undefined;
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : refuse(flag, 'a whole number from 1 on', text);
}

function refuse(flag: string, wanted: string, text: string): never {
  console.error(`${flag} takes ${wanted}, not "${text}".`);
  process.exit(2);
}
