import { faultsOf, killImport } from '../e2e/kill-import.ts';

/**
 * Fault runs with their full counts: `npm run test:faults -- [import] [--seed N] [--kills N]`. `npm test` has short
 * runs of the same.
 */
const seed = numberAfter('--seed', 1);
const kills = numberAfter('--kills', 200);

const wrong: string[] = [];
// Customers take most of the kills, since their import is the one that unifies.
for (const [as, share] of [
  ['customers', 0.75],
  ['orders', 0.25],
] as const) {
  const run = await killImport({ as, rows: 100_000, kills: Math.ceil(kills * share), seed });
  const faults = run.rounds.flatMap(faultsOf);
  wrong.push(...faults.map((fault) => `${as}: ${fault}`));
  const verdict = faults.length === 0 ? 'all sums right' : 'WRONG';
  console.log(`${as}: ${run.kills} kills in ${run.rounds.length} imports of 100,000 rows, ${verdict}`);
}
for (const fault of wrong) console.error(fault);
process.exit(wrong.length === 0 ? 0 : 1);

function numberAfter(flag: string, otherwise: number): number {
  const place = process.argv.indexOf(flag);
  return place < 0 ? otherwise : Number(process.argv[place + 1]) || otherwise;
}
