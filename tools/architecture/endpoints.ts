import type { Endpoint } from '#platform/http/contract.ts';
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
 * Every endpoint is called in a `*.routes.test.ts` of its domain: method and path stand one after the other, as
 * in `call('GET', `/customers/${id}`)`. Where a test calls in another way, its title names `GET /customers/:id`.
 */
export function endpointsAreTested(project: Project): Violation[] {
  const paths = project.contracts.flatMap(({ contract }) =>
    Object.values(contract.endpoints).flatMap((endpoint) => endpoint.path.split('/').slice(1)),
  );
  const fixedParts = [...new Set(paths.filter((part) => !part.startsWith(':')))];
  return project.contracts.flatMap(({ path, contract }) => {
    const folder = path.split('/').slice(0, 2).join('/');
    const tests = project.files
      .filter((file) => file.startsWith(`${folder}/`) && file.endsWith('.routes.test.ts'))
      .map((file) => project.read(file));
    return Object.values(contract.endpoints)
      .filter(
        (endpoint) => !tests.some((source) => calls(source, endpoint, fixedParts) || names(source, endpoint)),
      )
      .map(({ method, path: address }) => ({
        path,
        message: `no *.routes.test.ts below ${folder} calls ${method} ${address}`,
      }));
  });
}

/** A parameter is a `${value}` or any text that is no fixed part of a path, as `count` is in `/customers/count`. */
function calls(source: string, { method, path }: Endpoint, fixedParts: readonly string[]): boolean {
  const parameter = `(?:\\$\\{[^}]*\\}|(?!(?:${fixedParts.join('|')})[/'"\`?])[\\w.-]+)`;
  const address = path.replace(/[.]/g, '\\.').replace(/:\w+/g, () => parameter);
  return new RegExp(`['"\`]${method}['"\`][^;]{0,120}?['"\`](?:/api/v1)?${address}(?=['"\`?])`).test(source);
}

function names(source: string, { method, path }: Endpoint): boolean {
  const titles = [...source.matchAll(/\b(?:describe|test|it)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['"`])(.+?)\1/gs)];
  const call = `${method} ${path}`;
  return titles.some(([, , title]) => new RegExp(`${literally(call)}(?![\\w/:-])`).test(title!));
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
