import type { Project, Violation } from './project.ts';

const permission = /^[a-z]+\.[a-z]+$/;

/** Every contract is bound to handlers, and every endpoint names a permission. */
export function endpointsAreGuarded(project: Project): Violation[] {
  const bound = new Set(
    project.domains.flatMap((domain) => domain.routes.map((set) => set.contract as unknown)),
  );
  return project.contracts.flatMap(({ path, name, contract }) => {
    const unbound = bound.has(contract)
      ? []
      : [{ path, message: `${name} is bound in no routes of a domain.ts` }];
    const unguarded = Object.entries(contract.endpoints)
      .filter(([, endpoint]) => !isPermission(endpoint.needs))
      .map(([key, { needs }]) => ({
        path,
        message: `${name}.${key} must name the permission it needs (domain.action, signedIn or public), not ${JSON.stringify(needs)}`,
      }));
    return [...unbound, ...unguarded];
  });
}

function isPermission(needs: unknown): boolean {
  return needs === 'signedIn' || needs === 'public' || (typeof needs === 'string' && permission.test(needs));
}

/**
 * Every endpoint has a test in a `*.routes.test.ts` of its domain: the title of a `test` or `describe` names it
 * as `GET /customers/:id`.
 */
export function endpointsAreTested(project: Project): Violation[] {
  return project.contracts.flatMap(({ path, contract }) => {
    const folder = path.split('/').slice(0, 2).join('/');
    const titles = project.files
      .filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.routes.test.ts'))
      .flatMap((file) => titlesOf(project.read(file)));
    return Object.values(contract.endpoints)
      .map((endpoint) => `${endpoint.method} ${endpoint.path}`)
      .filter((call) => !titles.some((title) => names(title, call)))
      .map((call) => ({ path, message: `no title in a *.routes.test.ts below ${folder} names '${call}'` }));
  });
}

function titlesOf(source: string): string[] {
  const calls = source.matchAll(/\b(?:describe|test|it)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['"`])(.+?)\1/gs);
  return [...calls].map((call) => call[2]!);
}

function names(title: string, call: string): boolean {
  const at = title.indexOf(call);
  if (at < 0) return false;
  const next = title[at + call.length];
  return next === undefined || !/[\w/:-]/.test(next);
}
