import type { Project, Violation } from './project.ts';

const homes = /(?<![\w.:/*-])\/(?:home|Users)\/[\w.-]+\/|(?<![\w.:/*-])\/(?:root|work)\/\w/;
const binary = /\.(png|jpg|jpeg|webp|ico|woff2?|gz|xlsx|xls|zip)$/;
const publicRegistry = 'https://registry.npmjs.org/';

/** Nothing names the machine it was written on: no home folders, no package registry but the public one. */
export function noMachineIsNamed(project: Project): Violation[] {
  return project.files
    .filter((path) => !binary.test(path) && !path.startsWith('tools/architecture/'))
    .flatMap((path) =>
      path === 'package-lock.json' ? lockedHosts(project, path) : homePaths(project, path),
    );
}

function homePaths(project: Project, path: string): Violation[] {
  const found = homes.exec(project.read(path))?.[0];
  return found ? [{ path, message: `names the folder ${found} of one machine` }] : [];
}

function lockedHosts(project: Project, path: string): Violation[] {
  const urls = [...project.read(path).matchAll(/"resolved": "([^"]+)"/g)].map((match) => match[1]!);
  const foreign = urls.filter((url) => !url.startsWith(publicRegistry)).map((url) => new URL(url).host);
  return [...new Set(foreign)].map((host) => ({ path, message: `names the registry host ${host}` }));
}
