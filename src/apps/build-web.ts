import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  const { build } = await import('vite');
  await build({ configFile: join(root, 'src/apps/web/vite.config.ts'), logLevel: 'warn' });
  await mkdir(webBuildFolder, { recursive: true });
  await writeFile(stampFile, wanted);
  return webBuildFolder;
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
