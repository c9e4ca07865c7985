import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fuzzWorld } from '#apps/fuzz.fixtures.ts';
import { type FuzzReport, type FuzzRun, fuzz } from '#platform/testing/fuzz/fuzz-run.ts';
import { onFreshPlatform } from './fresh-platform.ts';

/** How far the heap may grow from a tenth of the run to its end. */
const growthMegabytes = 100;

/** Sends `count` fuzzed calls to the API of a fresh installation; what its memory did wrong is told too. */
export function fuzzApi(run: FuzzRun): Promise<FuzzReport> {
  setFlagsFromString('--expose_gc');
  globalThis.gc = runInNewContext('gc');
  return onFreshPlatform(async (platform) => {
    const world = await fuzzWorld(platform);
    const report = await fuzz(world, run).finally(() => world.close());
    const [early, late] = report.heapMegabytes;
    if (late - early > growthMegabytes) report.wrong.push(`the heap grew from ${early} to ${late} MB`);
    return report;
  });
}
