import type { Project, Violation } from './project.ts';

const code = /\.(ts|tsx|mjs|cjs|js|css)$|^\.ci\//;
const generated = new Set(['src/platform/db/tables.ts']);

/** At most so many lines; generated files, migrations and messages are exempt by their kind. */
function longest(path: string): number {
  if (generated.has(path)) return Infinity;
  if (code.test(path)) return 300;
  if (path === 'ARCHITECTURE.md') return 250;
  if (/^src\/[^/]+\/README\.md$/.test(path)) return 60;
  return Infinity;
}

/** Files stay short enough to be read in one go. */
export function filesAreShort(project: Project): Violation[] {
  return project.files
    .filter((path) => longest(path) < Infinity)
    .map((path) => ({ path, lines: project.read(path).replace(/\n$/, '').split('\n').length }))
    .filter(({ path, lines }) => lines > longest(path))
    .map(({ path, lines }) => ({
      path,
      message: `has ${lines} lines, ${longest(path)} are allowed: split it by meaning`,
    }));
}
