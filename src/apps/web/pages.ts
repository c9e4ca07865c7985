import { House } from 'lucide-react';
import { web as admin } from '#admin/pages.tsx';
import { web as commerce } from '#commerce/pages.tsx';
import { web as customers } from '#customers/pages.tsx';
import { web as ingestion } from '#ingestion/pages.tsx';
import type { WebDomain } from '#platform/ui/page.ts';
import { web as segments } from '#segments/pages.tsx';

const home: WebDomain = {
  pages: [
    {
      path: '/',
      nav: { labelKey: 'shell:nav.home', icon: House, order: 0, shortcut: 'h' },
      load: () => import('./home-page.tsx'),
    },
    {
      path: '/work',
      load: () => import('./work-page.tsx'),
      commands: [{ key: 'work', labelKey: 'shell:work.all', to: '/work' }],
    },
  ],
};

/** The domains of the web app: each hands over the exports of its `pages.tsx`. */
const domains: WebDomain[] = [home, customers, commerce, segments, ingestion, admin];

export const allPages = domains.flatMap((domain) => domain.pages);
export const allSlots = domains.flatMap((domain) => domain.slots ?? []);
export const allFinders = domains.flatMap((domain) => domain.finders ?? []);
export const allWork = domains.flatMap((domain) => domain.work ?? []);
export const allListFilters = domains.flatMap((domain) => domain.listFilters ?? []);
export const allFeeds = domains.flatMap((domain) => domain.feeds ?? []);
