import { killImport } from '../e2e/kill-import.ts';

/**
 * Fault runs with their full counts: `npm run test:faults -- [import] [--seed N]`. `npm test` has short runs of the same.
 */
const seed = Number(process.argv[process.argv.indexOf('--seed') + 1] || 1);

const { file, kills, first, again } = await killImport({ lines: 100_000, kills: 25, seed });
const faults: string[] = [];
expectSame('kills', kills, 25);
expectSame('rowsIn', first.rowsIn, file.rows);
expectSame('created', first.created, file.rows - file.unreadableRows);
expectSame('failed', first.failed, file.unreadableRows);
expectSame('orders', first.orders, file.orders);
expectSame('guestLines', first.guestLines, file.guestLines);
expectSame('created the second time', again.created, 0);
expectSame('unchanged the second time', again.unchanged, file.orderLines);
console.log(`${kills} kills, ${file.rows} rows, ${faults.length === 0 ? 'all sums right' : 'WRONG'}`);
for (const fault of faults) console.error(fault);
process.exit(faults.length === 0 ? 0 : 1);

function expectSame(what: string, got: unknown, wanted: unknown): void {
  if (got !== wanted) faults.push(`${what}: ${got} in place of ${wanted}`);
}
