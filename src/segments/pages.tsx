import { Filter, Grid3x3, Plus } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

const pages: WebDomain['pages'] = [
  {
    path: '/segments',
    needs: 'segments.read',
    load: () => import('./rules/web/ask-page.tsx'),
    nav: { labelKey: 'segments:nav.segments', icon: Filter, order: 20, shortcut: 's' },
    commands: [{ key: 'new-segment', labelKey: 'segments:command.new', icon: Plus, to: '/segments' }],
  },
  {
    path: '/segments/rfm',
    needs: 'segments.read',
    load: () => import('./rfm/web/rfm-page.tsx'),
    nav: { labelKey: 'segments:nav.rfm', icon: Grid3x3, order: 24, parent: '/segments' },
    commands: [
      {
        key: 'rfm',
        labelKey: 'segments:command.rfm',
        icon: Grid3x3,
        to: '/segments/rfm',
        needs: 'segments.read',
      },
    ],
  },
  {
    path: '/segments/rfm/customers',
    needs: 'segments.read',
    load: () => import('./rfm/web/rfm-customers-page.tsx'),
  },
];

/** What the segments domain shows in the web app. */
export const web: WebDomain = { pages };
