import type { Project, Violation } from './project.ts';

const emptyWords = new Set([
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'shared',
  'types',
  'manager',
  'base',
]);
const emptyEndings = /-(utils?|helpers?|manager)$/;
const roles = new Set([
  'bench',
  'child',
  'columnar',
  'config',
  'contract',
  'fixtures',
  'jobs',
  'narrow',
  'queries',
  'routes',
  'views',
  'web',
  'widened',
]);

/** Names say what is inside: no drawers (`utils`), no `index.ts`, no second part (`-2`), no unknown role suffix. */
export function namesSayWhatIsInside(project: Project): Violation[] {
  return project.files
    .filter((path) => /^(src|tools|e2e|bench)\//.test(path))
    .flatMap((path) => complaints(path).map((message) => ({ path, message })));
}

function complaints(path: string): string[] {
  const folders = path.split('/').slice(0, -1);
  const name = path.split('/').at(-1)!;
  const drawers = folders.filter(isDrawer).map((folder) => `the folder name ${folder} says nothing`);
  if (!/\.(ts|tsx|mjs|sql)$/.test(name)) return drawers;
  const [stem = '', ...rest] = name.split('.');
  const role = rest
    .slice(0, -1)
    .join('.')
    .replace(/\.?test$/, '');
  return [
    ...drawers,
    ...(isDrawer(stem) ? [`the file name ${stem} says nothing`] : []),
    ...(stem === 'index' ? ['there is no index file: import the file that holds the thing'] : []),
    ...(/-\d+$/.test(stem) ? ['split by meaning, not by number'] : []),
    ...(role && !roles.has(role) ? [`.${role} is no known role: ${[...roles].join(', ')}`] : []),
  ];
}

function isDrawer(name: string): boolean {
  return emptyWords.has(name) || emptyEndings.test(name);
}
