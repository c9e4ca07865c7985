import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { webBuildFolder } from './installation.ts';

const root = join(import.meta.dirname, '../..');
const stampFile = join(webBuildFolder, 'built-from.sha256');
const sources = ['src/**/*.{ts,tsx,css,json,html,svg}', 'package-lock.json'];

/** Builds the web app unless the build that lies there was made of these very sources. */
export async function buildWeb(onStart: () => void): Promise<string> {
  const wanted = await hashOfSources();
  const built = existsSync(stampFile) ? await readFile(stampFile, 'utf8') : '';
  if (built === wanted) return webBuildFolder;
  onStart();
  await runVite('build', '--config', join(root, 'src/apps/web/vite.config.ts'), '--logLevel', 'warn');
  await mkdir(webBuildFolder, { recursive: true });
  await writeFile(stampFile, wanted);
  return webBuildFolder;
}

/** In a process of its own, whose hundreds of megabytes end with it. */
async function runVite(...args: string[]): Promise<void> {
  const vite = join(dirname(fileURLToPath(import.meta.resolve('vite/package.json'))), 'bin/vite.js');
  const child = spawn(process.execPath, [vite, ...args], { cwd: root, stdio: 'inherit' });
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
