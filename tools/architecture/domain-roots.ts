import { domainFolders, type Project, type Violation } from './project.ts';

const required = ['README.md', 'domain.ts', 'pages.tsx', 'messages/en.json', 'messages/zh.json'];
const allowed =
  /^(README\.md|domain\.ts|pages\.tsx|public\.ts|public\.(web|child|contract)\.ts|events\.ts|[\w-]+\.fixtures\.ts|[\w.-]+\.test\.tsx?)$/;

/** Every domain has the same root: what it owns, its two registrations, its doors, its events, its texts. */
export function domainRootsAreAlike(project: Project): Violation[] {
  return domainFolders(project).flatMap((domain) => {
    const root = `src/${domain}`;
    const missing = required
      .map((name) => `${root}/${name}`)
      .filter((path) => !project.files.includes(path))
      .map((path) => ({ path, message: 'every domain has one' }));
    const stray = project.files
      .filter((path) => path.startsWith(`${root}/`) && path.split('/').length === 3)
      .filter((path) => !allowed.test(path.slice(root.length + 1)))
      .map((path) => ({ path, message: 'belongs in the folder of a thing, not in the root of the domain' }));
    const unlisted = project.domains.some(({ name }) => name === domain)
      ? []
      : [{ path: root, message: 'src/apps/domains.ts does not list this domain' }];
    return [...missing, ...stray, ...unlisted];
  });
}
