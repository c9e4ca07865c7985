/** Which public doors a domain may open. A domain that is not listed may open none and nothing opens it. */
const doors = {
  admin: [],
  customers: [],
  commerce: ['customers'],
  segments: ['customers'],
  ingestion: ['customers', 'commerce'],
};

const test = '\\.test\\.tsx?$';
const testing = '^src/platform/testing/|\\.fixtures\\.ts$';
const web = ['^src/.+/web/', '^src/platform/ui/', '^src/[^/]+/pages\\.tsx$', '^src/[^/]+/public\\.web\\.ts$'];
const contracts = '(^|[./])contract\\.ts$';
const buildSettings = '^src/apps/web/vite\\.config\\.ts$';
const domain = '^src/(?!platform/|apps/)([^/]+)/';
/** Fixtures in the root of a domain; `fixtures-are-for-tests` keeps everybody else out. */
const doorForTests = '^src/[^/]+/[^/]+\\.fixtures\\.ts$';
const installed = (name) => `(^|node_modules/)${name}(/|$)`;

const doorRules = Object.entries(doors).map(([name, open]) => ({
  name: `doors-of-${name}`,
  comment: `${name} may open the doors of: ${open.join(', ') || 'no other domain'}.`,
  severity: 'error',
  from: { path: `^src/${name}/` },
  to: { path: domain, pathNot: [`^src/(${[name, ...open].join('|')})/`] },
}));

export default {
  forbidden: [
    ...doorRules,
    {
      name: 'domain-without-doors',
      comment: 'This domain is not in the table of doors at the top of .dependency-cruiser.mjs.',
      severity: 'error',
      from: { path: domain, pathNot: `^src/(${Object.keys(doors).join('|')})/` },
      to: { path: '^src/' },
    },
    {
      name: 'only-through-the-door',
      comment:
        'A domain imports another one only through its public.ts, public.child.ts, public.contract.ts or public.web.ts; tests through its fixtures too.',
      severity: 'error',
      from: { path: domain },
      to: {
        path: domain,
        pathNot: ['^src/$1/', '^src/[^/]+/public(\\.(web|child|contract))?\\.ts$', doorForTests],
      },
    },
    {
      name: 'apps-see-registrations-only',
      comment:
        'apps takes domain.ts, pages.tsx, public doors, contracts and messages of a domain, nothing inside.',
      severity: 'error',
      from: { path: '^src/apps/', pathNot: test },
      to: {
        path: domain,
        pathNot: [
          '^src/[^/]+/(domain|public|public\\.web)\\.ts$',
          '^src/[^/]+/pages\\.tsx$',
          '^src/[^/]+/messages/',
          contracts,
        ],
      },
    },
    {
      name: 'platform-knows-no-domain',
      comment: 'platform needs no business word: it imports neither domains nor apps.',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^src/(?!platform/)' },
    },
    {
      name: 'domains-know-no-app',
      comment: 'Directions go apps, domains, platform.',
      severity: 'error',
      from: { path: domain },
      to: { path: '^src/apps/' },
    },
    {
      name: 'product-knows-no-tools',
      comment: 'What runs in production imports neither tools nor benchmarks nor browser stories.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(tools|bench|e2e)/' },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import one another in a ring cannot be read one at a time; types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'kysely-in-queries',
      comment: 'SQL is composed in *.queries.ts and in platform/db only.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['\\.queries\\.ts$', '^src/platform/db/', testing, test] },
      to: { path: [installed('kysely'), installed('pg'), installed('pg-copy-streams')] },
    },
    {
      name: 'child-door-is-light',
      comment:
        'What processes that read files import through public.child.ts must not bring the database along.',
      severity: 'error',
      from: { path: '^src/[^/]+/public\\.child\\.ts$' },
      to: { path: ['\\.queries\\.ts$', '^src/platform/db/'], reachable: true },
    },
    {
      name: 'fastify-in-http',
      comment: 'Routes are bound to contracts; only platform/http knows the server library.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/platform/http/', testing, test] },
      to: { path: [installed('fastify'), installed('@fastify')] },
    },
    {
      name: 'web-sees-no-server',
      comment: 'Pages import contracts, public.web.ts, other web files and platform/ui, never server code.',
      severity: 'error',
      from: { path: web, pathNot: [test, buildSettings] },
      to: { path: '^src/', pathNot: [...web, contracts, '/messages/', '\\.css$'] },
    },
    {
      name: 'server-sees-no-web',
      comment: 'Only pages.tsx, public.web.ts and web files import web files.',
      severity: 'error',
      from: { path: '^src/', pathNot: [...web, test, testing] },
      to: { path: web, pathNot: '/messages/' },
    },
    {
      name: 'contracts-are-plain',
      comment:
        'A contract is data over Zod that server and browser share: it imports contracts and Zod alone.',
      severity: 'error',
      from: { path: contracts, pathNot: test },
      to: { pathNot: [contracts, installed('zod')] },
    },
    {
      name: 'routes-are-registered-not-called',
      comment:
        'Routes, jobs and reactions are the outermost ring: domain.ts lists them, nothing else imports them.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/[^/]+/domain\\.ts$', test] },
      to: { path: ['\\.routes\\.ts$', '/on-[^/]+\\.ts$'], pathNot: test },
    },
    {
      name: 'fixtures-are-for-tests',
      comment: 'Test harness and fixtures never run in production.',
      severity: 'error',
      from: { path: '^src/', pathNot: [test, testing] },
      to: { path: testing },
    },
    {
      name: 'resolvable',
      comment: 'This import leads nowhere; a #path may be misspelt.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/.*/node_modules/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
    },
  },
};
