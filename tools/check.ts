import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const abreast = 2;

interface Check {
  name: string;
  /** Arguments of node. */
  run: string[];
}

interface Result {
  name: string;
  code: number;
  seconds: number;
  output: string;
}

const sources = ['src', 'tools', 'bench', 'e2e'].filter((folder) => existsSync(join(root, folder)));
const tsc = 'node_modules/typescript7/bin/tsc';

// The slowest first, so that two at a time end together.
const checks: Check[] = [
  { name: 'generated files are fresh', run: ['tools/generate.ts', '--check'] },
  {
    name: 'format and lint (Biome)',
    run: ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=100'],
  },
  {
    name: 'doors and directions (dependency-cruiser)',
    run: ['node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', ...sources],
  },
  { name: 'no dead files, exports or packages (knip)', run: ['node_modules/knip/bin/knip.js'] },
  { name: 'types of the server', run: [tsc, '-p', 'tsconfig.json'] },
  { name: 'types of the pages', run: [tsc, '-p', 'tsconfig.web.json'] },
  { name: 'types of the browser stories', run: [tsc, '-p', 'tsconfig.stories.json'] },
  { name: 'every file has its types checked', run: ['tools/check-programs.ts'] },
  { name: 'architecture', run: ['tools/check-architecture.ts'] },
];

function runCheck({ name, run }: Check): Promise<Result> {
  const started = performance.now();
  const child = spawn(process.execPath, run, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({ name, code: code ?? 1, seconds: (performance.now() - started) / 1000, output }),
    );
  });
}

function report({ name, code, seconds, output }: Result): void {
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (exit ${code}, ${seconds.toFixed(1)} s)`);
  if (code !== 0) console.log(output.trimEnd().replace(/^/gm, '     '));
}

/** Takes checks from the front of `queue` until it is empty. */
async function work(queue: Check[], results: Result[]): Promise<void> {
  for (let check = queue.shift(); check; check = queue.shift()) {
    const result = await runCheck(check);
    report(result);
    results.push(result);
  }
}

const wanted = process.argv[2];
const queue = checks.filter((check) => !wanted || check.name.includes(wanted));
const results: Result[] = [];
await Promise.all(Array.from({ length: abreast }, () => work(queue, results)));
const failed = results.filter((result) => result.code !== 0).length;
console.log(
  failed === 0 ? `all ${results.length} checks hold` : `${failed} of ${results.length} checks fail`,
);
if (failed > 0 || results.length === 0) process.exitCode = 1;
