import { FileUp, Sprout } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

const pages: WebDomain['pages'] = [
  {
    path: '/imports',
    needs: 'ingestion.read',
    load: () => import('./imports/web/imports-page.tsx'),
    nav: { labelKey: 'ingestion:nav.imports', icon: FileUp, order: 85, shortcut: 'i' },
    commands: [
      {
        key: 'new-import',
        labelKey: 'ingestion:command.newImport',
        icon: FileUp,
        to: '/imports/new',
        needs: 'ingestion.write',
      },
      {
        key: 'demo',
        labelKey: 'ingestion:command.demo',
        icon: Sprout,
        to: '/demo',
        needs: 'ingestion.write',
      },
    ],
  },
  {
    path: '/imports/new',
    needs: 'ingestion.write',
    load: () => import('./imports/web/new-import-page.tsx'),
  },
  {
    path: '/imports/recipes',
    needs: 'ingestion.read',
    load: () => import('./recipes/web/recipes-page.tsx'),
  },
  { path: '/imports/$id', needs: 'ingestion.read', load: () => import('./imports/web/import-page.tsx') },
  {
    path: '/imports/$id/rows',
    needs: 'ingestion.read',
    load: () => import('./imports/web/rows-page.tsx'),
  },
  { path: '/demo', needs: 'ingestion.write', load: () => import('./demo/web/demo-page.tsx') },
];

const slots: WebDomain['slots'] = [
  {
    slot: 'home.start',
    key: 'import',
    order: 10,
    needs: 'ingestion.write',
    load: () => import('./imports/web/two-doors.tsx'),
  },
  {
    slot: 'home.panels',
    key: 'imports',
    order: 90,
    needs: 'ingestion.read',
    load: () => import('./imports/web/recent-imports.tsx'),
  },
  {
    slot: 'import.name',
    key: 'name',
    order: 10,
    needs: 'ingestion.read',
    load: () => import('./imports/web/import-name.tsx'),
  },
  {
    slot: 'cleaning.words',
    key: 'words',
    order: 10,
    needs: 'ingestion.read',
    load: () => import('./cleaning/web/cleaning-words.tsx'),
  },
];

const work: WebDomain['work'] = [
  { key: 'imports', needs: 'ingestion.read', load: () => import('./imports/web/imports-work.ts') },
];

export const web: WebDomain = { pages, slots, work };
