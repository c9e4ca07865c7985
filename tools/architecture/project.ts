import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Domain } from '#platform/domains/domain.ts';
import type { Contract } from '#platform/http/contract.ts';

/** What the rules judge: the files as text, and the registered code as data. */
export interface Project {
  /** Paths from the root with forward slashes, sorted; what git ignores is left out. */
  files: readonly string[];
  read(path: string): string;
  /** As `src/apps/domains.ts` lists them. */
  domains: readonly Domain[];
  /** Every exported contract of the `*.contract.ts` files. */
  contracts: readonly FoundContract[];
}

export interface FoundContract {
  path: string;
  name: string;
  contract: Contract;
}

export interface Violation {
  path: string;
  message: string;
}

/** One wall: every breach of it, each with the file to mend. */
export type Rule = (project: Project) => Violation[];

/** A project of texts alone, for rules that need no registered code and for tests. */
export function projectOf(
  texts: Record<string, string>,
  registered: Partial<Pick<Project, 'domains' | 'contracts'>> = {},
): Project {
  return {
    files: Object.keys(texts).sort(),
    read: (path) => texts[path] ?? '',
    domains: registered.domains ?? [],
    contracts: registered.contracts ?? [],
  };
}

/** The files of the checkout at `root`, committed and new, read on demand. */
export function openFiles(root: string): Pick<Project, 'files' | 'read'> {
  return { files: listFiles(root), read: (path) => readFileSync(join(root, path), 'utf8') };
}

/** The code at `root` as it registers itself. Throws when it cannot be loaded. */
export async function loadRegistered(
  root: string,
  files: readonly string[],
): Promise<Pick<Project, 'domains' | 'contracts'>> {
  const { domains } = (await import(join(root, 'src/apps/domains.ts'))) as { domains: Domain[] };
  return { domains, contracts: await loadContracts(root, files) };
}

/** What git tracks or would track, without what was deleted from disk. */
export function listFiles(root: string): string[] {
  const list = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return [...new Set(list.split('\0'))].filter((path) => path !== '' && existsSync(join(root, path))).sort();
}

async function loadContracts(root: string, files: readonly string[]): Promise<FoundContract[]> {
  const found: FoundContract[] = [];
  for (const path of files.filter((file) => file.startsWith('src/') && file.endsWith('.contract.ts'))) {
    const exported = (await import(join(root, path))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      if (isContract(value)) found.push({ path, name, contract: value });
    }
  }
  return found;
}

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'domain' in value && 'endpoints' in value;
}

/** The folders of `src` that are domains. */
export function domainFolders(project: Project): string[] {
  const names = project.files
    .map((path) => /^src\/([^/]+)\//.exec(path)?.[1])
    .filter((name) => name !== undefined && name !== 'platform' && name !== 'apps');
  return [...new Set(names as string[])];
}

/** Files under `src` that run in production. */
export function productFiles(project: Project): string[] {
  return project.files.filter(
    (path) => /^src\/.*\.tsx?$/.test(path) && !/\.(test|fixtures)\.tsx?$/.test(path),
  );
}
