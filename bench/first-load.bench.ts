import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { buildWeb } from '#apps/build-web.ts';
import { report } from './bench.ts';

/** What a browser loads before the first page of the web app runs: every script that index.html names, gzipped. */
const folder = await buildWeb(() => {});
const html = await readFile(join(folder, 'index.html'), 'utf8');
const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]!);
let bytes = 0;
for (const script of scripts) bytes += gzipSync(await readFile(join(folder, script))).length;
report({
  bench: 'first-load',
  case: 'shell',
  metric: 'javascript_gzip',
  value: Math.round(bytes / 1000),
  unit: 'kB',
  goal: 350,
});
