import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import type { PageDefinition } from '#platform/ui/page.ts';
import { PageError, PageMissing, PagePending } from './page-states.tsx';
import { allPages } from './pages.ts';
import { SessionGate } from './session-gate.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: PageMissing });

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: () => (
    <SessionGate>
      <Shell />
    </SessionGate>
  ),
});

const routeOf = (page: PageDefinition, parent: typeof root | typeof shell) =>
  createRoute({
    getParentRoute: () => parent as typeof root,
    path: page.path,
    component: lazyRouteComponent(page.load, 'Page'),
  });

const inShell = allPages.filter((page) => page.frame !== 'bare').map((page) => routeOf(page, shell));
const bare = allPages.filter((page) => page.frame === 'bare').map((page) => routeOf(page, root));
const missing = createRoute({ getParentRoute: () => shell, path: '$', component: PageMissing });

/** All pages of all domains. Search words are plain text, as in any address. */
export const router = createRouter({
  routeTree: root.addChildren([shell.addChildren([...inShell, missing]), ...bare]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (words) => {
    const text = new URLSearchParams(
      Object.entries(words).flatMap(([name, value]) => (value ? [[name, String(value)]] : [])),
    ).toString();
    return text ? `?${text}` : '';
  },
  defaultPreload: 'intent',
  defaultPreloadDelay: 60,
  defaultPendingMs: 300,
  defaultPendingMinMs: 0,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageError,
});
