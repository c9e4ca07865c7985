import { posix } from 'node:path';
import type { Project, Violation } from './project.ts';

const document = /^([A-Z]+|docs\/decisions\/[^/]+|src\/[^/]+\/README)\.md$/;
const topFolders = /^(?:\.\/)?((?:src|tools|docs|database|e2e|bench|\.ci)\/.*|[\w.-]+\.(?:md|json))$/;

/** Paths and npm scripts that the documents name exist. Patterns (`*`, `<thing>`, `NNNN`) are not looked up. */
export function documentsNameWhatExists(project: Project): Violation[] {
  const scripts = scriptsOf(project);
  return project.files
    .filter((path) => document.test(path))
    .flatMap((path) => {
      const text = project.read(path).replace(/^```.*?^```/gms, '');
      const paths = [...quotedPaths(text), ...linkedPaths(text, posix.dirname(path))]
        .filter((named) => !exists(project, named, posix.dirname(path)))
        .map((named) => ({ path, message: `names ${named}, which does not exist` }));
      const commands = [...project.read(path).matchAll(/npm run ([\w:-]+)/g)]
        .filter(([, script]) => !scripts.has(script!))
        .map(([, script]) => ({ path, message: `names npm run ${script}, which package.json has not` }));
      return [...paths, ...commands];
    });
}

function quotedPaths(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)]
    .map((match) => match[1]!)
    .filter((quoted) => topFolders.test(quoted) && !/[*<>{}…\s]|NNNN/.test(quoted))
    .map((quoted) => posix.normalize(quoted));
}

function linkedPaths(text: string, folder: string): string[] {
  return [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
    .map((match) => match[1]!)
    .filter((link) => !/^[a-z]+:/.test(link))
    .map((link) => posix.join(folder, link));
}

function exists(project: Project, named: string, folder: string): boolean {
  const path = named.replace(/\/$/, '');
  const known = (name: string) => project.files.some((file) => file === name || file.startsWith(`${name}/`));
  return (
    known(path) || known(posix.join(folder, path)) || (!path.includes('/') && knownByName(project, path))
  );
}

/** `README.md` alone speaks of every file of that name. */
function knownByName(project: Project, name: string): boolean {
  return project.files.some((file) => posix.basename(file) === name);
}

function scriptsOf(project: Project): Set<string> {
  if (!project.files.includes('package.json')) return new Set();
  const { scripts } = JSON.parse(project.read('package.json')) as { scripts?: Record<string, string> };
  return new Set(Object.keys(scripts ?? {}));
}
