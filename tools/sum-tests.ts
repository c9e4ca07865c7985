import { existsSync, readFileSync } from 'node:fs';

/** What one run of the tests came to. */
export interface Sums {
  passed: number;
  /** Failed tests, and files that fail outside their tests: file, title and why. */
  failed: string[];
  /** Titles of tests that did not run. */
  skipped: string[];
}

interface Report {
  testResults: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] }[];
  }[];
}

/** Reads a JSON report of vitest; a file that fails outside its tests counts as one failed test. */
export function sumsOf(report: Report): Sums {
  const tests = report.testResults.flatMap((file) => file.assertionResults);
  const failed = report.testResults.flatMap((file) => {
    const titles = file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map((test) => `${file.name}: ${test.fullName}: ${whyOf(test.failureMessages?.[0])}`);
    return file.status === 'failed' && titles.length === 0
      ? [`${file.name}: ${whyOf(file.message)}`]
      : titles;
  });
  return {
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed,
    skipped: tests
      .filter(({ status }) => status !== 'passed' && status !== 'failed')
      .map((test) => test.fullName),
  };
}

/** What a failure says before its stack: of a property also the seed and the counterexample. */
function whyOf(text = ''): string {
  return (text.split(/\n\s+at /, 1)[0] ?? '').slice(0, 1000).trimEnd();
}

/**
 * `node tools/sum-tests.ts <stages that failed> <report>…` prints what was skipped and what failed, then as the last
 * line the sums. A skipped test, a missing report and a failed stage without a failed test count as failures.
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
  const failures = sums.flatMap((each) => each.failed);
  for (const failure of failures) console.log(`failed: ${failure}`);
  const inTests = failures.length + skipped.length + missing.length;
  const failed = inTests === 0 ? failedStages : inTests;
  console.log(`${passed} passed, ${failed} failed`);
  if (failed > 0 || passed === 0) process.exitCode = 1;
}

if (import.meta.main) main(Number(process.argv[2]), process.argv.slice(3));
