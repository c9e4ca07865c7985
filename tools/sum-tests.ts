import { existsSync, readFileSync } from 'node:fs';

/** What one run of the tests came to. */
export interface Sums {
  passed: number;
  failed: number;
  /** Titles of tests that did not run. */
  skipped: string[];
}

interface Report {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string }[];
  }[];
}

/** Reads a JSON report of vitest; a file that fails outside its tests counts as one failed test. */
export function sumsOf(report: Report): Sums {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'),
  );
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(({ status }) => status === 'failed').length + brokenFiles.length,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map((test) => test.fullName),
  };
}

/**
 * `node tools/sum-tests.ts <stages that failed> <report>…` prints what was skipped, then as the last line the
 * sums. A skipped test, a missing report and a failed stage without a failed test count as failures.
 */
function main(failedStages: number, paths: string[]): void {
  const missing = paths.filter((path) => !existsSync(path));
  const sums = paths
    .filter((path) => !missing.includes(path))
    .map((path) => sumsOf(JSON.parse(readFileSync(path, 'utf8')) as Report));
  const passed = sums.reduce((total, each) => total + each.passed, 0);
  const skipped = sums.flatMap((each) => each.skipped);
  for (const path of missing) console.log(`no report: ${path}`);
  for (const title of skipped) console.log(`skipped: ${title}`);
  const inTests = sums.reduce((total, each) => total + each.failed, 0) + skipped.length + missing.length;
  const failed = inTests === 0 ? failedStages : inTests;
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

if (import.meta.main) main(Number(process.argv[2]), process.argv.slice(3));
