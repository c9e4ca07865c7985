import { join } from 'node:path';
import type { Project, Violation } from './project.ts';

const homes = /(?<![\w.:/*-])\/(?:home|Users)\/[\w.-]+\/|(?<![\w.:/*-])\/root\/\w/;
const binary = /\.(png|jpg|jpeg|webp|ico|woff2?|gz|xlsx|xls|zip)$/;
const publicRegistry = 'https://registry.npmjs.org/';
const checkout = join(import.meta.dirname, '../..');

/** Nothing names the machine it was written on: no home folders, no package registry but the public one. */
export function noMachineIsNamed(project: Project): Violation[] {
  return project.files
    .filter((path) => !binary.test(path) && path !== 'tools/architecture/files.test.ts')
    .flatMap((path) =>
      path === 'package-lock.json' ? lockedHosts(project, path) : ownFolders(project, path),
    );
}

function ownFolders(project: Project, path: string): Violation[] {
  const text = project.read(path);
  const found = homes.exec(text)?.[0] ?? (text.includes(`${checkout}/`) ? checkout : undefined);
  return found ? [{ path, message: `names the folder ${found} of one machine` }] : [];
}

function lockedHosts(project: Project, path: string): Violation[] {
  const urls = [...project.read(path).matchAll(/"resolved": "([^"]+)"/g)].map((match) => match[1]!);
  const foreign = urls.filter((url) => !url.startsWith(publicRegistry)).map((url) => new URL(url).host);
  return [...new Set(foreign)].map((host) => ({ path, message: `names the registry host ${host}` }));
}
