import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webBuildFolder } from './installation.ts';

const root = join(import.meta.dirname, '../..');
const stamp = 'built-from.sha256';
const webConfig = join(root, 'src/apps/web/vite.config.ts');
const sources = ['src/**/*.{ts,tsx,css,json,html,svg}', 'package-lock.json'];

/** Builds the web app unless the build that lies there was made of these very sources. It comes whole or not at all. */
export async function buildWeb(onStart: () => void): Promise<string> {
  const wanted = await hashOfSources();
  if ((await builtFrom()) === wanted) return webBuildFolder;
  onStart();
  const building = `${webBuildFolder}-${process.pid}`;
  try {
    await runVite('build', '--config', webConfig, '--outDir', building, '--logLevel', 'warn');
    await writeFile(join(building, stamp), wanted);
    await rm(webBuildFolder, { recursive: true, force: true });
    await rename(building, webBuildFolder).catch(async (error: unknown) => {
      // Another server built the same at the same time and came first.
      if ((await builtFrom()) !== wanted) throw error;
    });
  } finally {
    await rm(building, { recursive: true, force: true });
  }
  return webBuildFolder;
}

async function builtFrom(): Promise<string> {
  const file = join(webBuildFolder, stamp);
  return existsSync(file) ? await readFile(file, 'utf8') : '';
}

/** In a process of its own, whose hundreds of megabytes end with it. */
async function runVite(...args: string[]): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js');
  // Whatever this process runs as: React for developers takes twice as long for every page.
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = spawn(process.execPath, [vite, ...args], { cwd: root, env, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error('The web pages could not be built.');
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  const paths: string[] = [];
  for await (const path of glob(sources, { cwd: root })) {
    if (!/\.(test|fixtures)\.tsx?$/.test(path)) paths.push(path);
  }
  for (const path of paths.sort()) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex');
}
