import { execFileSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { listFiles } from './architecture/project.ts';

/** The three worlds: the server without DOM, the pages without Node, and tests that drive pages with both. */
export const programs = ['tsconfig.json', 'tsconfig.web.json', 'tsconfig.stories.json'] as const;

const compiler = join(import.meta.dirname, '../node_modules/typescript7/bin/tsc');

/** TypeScript files that git tracks, or would, and that no program compiles: nobody checks their types. */
export function filesInNoProgram(root: string, configs: readonly string[] = programs): string[] {
  const compiled = new Set(configs.flatMap((config) => filesOf(root, config)));
  return listFiles(root).filter((path) => /\.[mc]?tsx?$/.test(path) && !compiled.has(path));
}

function filesOf(root: string, config: string): string[] {
  const list = execFileSync(process.execPath, [compiler, '-p', config, '--listFilesOnly'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return list.split('\n').map((path) => relative(root, path));
}

if (import.meta.main) {
  const forgotten = filesInNoProgram(join(import.meta.dirname, '..'));
  for (const path of forgotten) console.error(`${path} is compiled by none of ${programs.join(', ')}`);
  if (forgotten.length > 0) process.exitCode = 1;
}
