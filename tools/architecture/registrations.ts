import { type Project, productFiles, type Violation } from './project.ts';

/** Every defined job and event is registered by a domain, under a name written out where it is defined. */
export function definitionsAreRegistered(project: Project): Violation[] {
  const jobs = new Set(project.domains.flatMap((domain) => domain.jobs.map((job) => job.name)));
  const events = new Set(project.domains.flatMap((domain) => domain.events.map((event) => event.type)));
  return [
    ...unregistered(project, 'defineJob', /^\(\s*\{\s*name:\s*'([^']+)'/, jobs),
    ...unregistered(project, 'defineEvent', /^\(\s*'([^']+)'/, events),
  ];
}

function unregistered(
  project: Project,
  definer: string,
  literalName: RegExp,
  registered: ReadonlySet<string>,
): Violation[] {
  return productFiles(project).flatMap((path) => {
    const source = project.read(path);
    return [...source.matchAll(new RegExp(`(?<!function )\\b${definer}(?=\\()`, 'g'))].flatMap((call) => {
      const name = literalName.exec(source.slice(call.index + definer.length))?.[1];
      if (!name) return [{ path, message: `${definer} must begin with its name as a plain string` }];
      if (registered.has(name) || isTakenByApps(project, path)) return [];
      return [{ path, message: `${name} is registered in no domain.ts` }];
    });
  });
}

/** The platform has no domain.ts: apps takes its jobs where it takes the domains. */
function isTakenByApps(project: Project, path: string): boolean {
  return (
    path.startsWith('src/platform/') &&
    project.files.some(
      (file) =>
        file.startsWith('src/apps/') && project.read(file).includes(`'#${path.slice('src/'.length)}'`),
    )
  );
}

/** What is emitted or enqueued by name is declared somewhere. */
export function namesInUseAreDeclared(project: Project): Violation[] {
  const jobs = new Set(project.domains.flatMap((domain) => domain.jobs.map((job) => job.name)));
  const events = new Set(project.domains.flatMap((domain) => domain.events.map((event) => event.type)));
  return productFiles(project).flatMap((path) => {
    const source = project.read(path);
    return [
      ...unknownNames(source, /\bemit\(\s*'([^']+)'/g, events).map((name) => ({
        path,
        message: `emits ${name}, which no domain declares`,
      })),
      ...unknownNames(source, /\benqueue\(\s*'([^']+)'/g, jobs).map((name) => ({
        path,
        message: `enqueues ${name}, which no domain declares`,
      })),
    ];
  });
}

function unknownNames(source: string, call: RegExp, known: ReadonlySet<string>): string[] {
  return [...source.matchAll(call)].map((match) => match[1]!).filter((name) => !known.has(name));
}

/** Every reaction (`on-<event>.ts`) is imported by the domain.ts of its own domain. */
export function reactionsAreRegistered(project: Project): Violation[] {
  return productFiles(project)
    .filter((path) => /\/on-[^/]+\.ts$/.test(path))
    .filter((path) => {
      const [, domain, ...rest] = path.split('/');
      const registration = `src/${domain}/domain.ts`;
      return (
        !project.files.includes(registration) || !project.read(registration).includes(`'./${rest.join('/')}'`)
      );
    })
    .map((path) => ({ path, message: 'this reaction is imported by no domain.ts' }));
}
