import { Award, Filter, Grid3x3, Plus, SlidersHorizontal, Sparkles, Waypoints } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

const builderKeys = [
  { keys: 'Mod+z', labelKey: 'segments:builder.undo' },
  { keys: 'Mod+y', labelKey: 'segments:builder.redo' },
  { keys: 'Mod+Enter', labelKey: 'segments:builder.addCondition' },
  { keys: 'Mod+d', labelKey: 'segments:builder.acts.duplicate' },
  { keys: 'Mod+g', labelKey: 'segments:builder.acts.wrap' },
  { keys: 'Alt+↑', labelKey: 'segments:builder.acts.up' },
  { keys: 'Alt+↓', labelKey: 'segments:builder.acts.down' },
  { keys: 'Mod+Backspace', labelKey: 'segments:builder.acts.remove' },
];

const pages: WebDomain['pages'] = [
  {
    path: '/segments',
    needs: 'segments.read',
    load: () => import('./segments/web/segments-page.tsx'),
    nav: { labelKey: 'segments:nav.segments', icon: Filter, order: 20, shortcut: 's' },
    commands: [
      {
        key: 'new-segment',
        labelKey: 'segments:command.new',
        icon: Plus,
        to: '/segments/new',
        needs: 'segments.write',
      },
      {
        key: 'ready-made-segments',
        labelKey: 'segments:ready.title',
        icon: Sparkles,
        to: '/segments?ready=1',
      },
    ],
  },
  {
    path: '/segments/new',
    needs: 'segments.read',
    load: () => import('./segments/web/new-segment-page.tsx'),
    keys: builderKeys,
  },
  { path: '/segments/$id', needs: 'segments.read', load: () => import('./segments/web/segment-page.tsx') },
  {
    path: '/segments/$id/edit',
    needs: 'segments.write',
    load: () => import('./segments/web/edit-segment-page.tsx'),
    keys: builderKeys,
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
  {
    path: '/segments/lifecycle',
    needs: 'segments.read',
    load: () => import('./lifecycle/web/lifecycle-page.tsx'),
    nav: { labelKey: 'segments:nav.lifecycle', icon: Waypoints, order: 25, parent: '/segments' },
    commands: [
      {
        key: 'lifecycle',
        labelKey: 'segments:command.lifecycle',
        icon: Waypoints,
        to: '/segments/lifecycle',
        needs: 'segments.read',
      },
    ],
  },
  {
    path: '/segments/lifecycle/edit',
    needs: 'segments.write',
    load: () => import('./lifecycle/web/edit-lifecycle-page.tsx'),
  },
  {
    path: '/segments/lifecycle/customers',
    needs: 'segments.read',
    load: () => import('./lifecycle/web/staged-customers-page.tsx'),
  },
  {
    path: '/segments/grades',
    needs: 'segments.read',
    load: () => import('./grades/web/grades-page.tsx'),
    nav: { labelKey: 'segments:nav.grades', icon: Award, order: 26, parent: '/segments' },
    commands: [
      {
        key: 'grades',
        labelKey: 'segments:command.grades',
        icon: Award,
        to: '/segments/grades',
        needs: 'segments.read',
      },
      {
        key: 'grade-scheme',
        labelKey: 'segments:command.grade_scheme',
        icon: SlidersHorizontal,
        to: '/segments/grades/edit',
        needs: 'segments.write',
      },
    ],
  },
  {
    path: '/segments/grades/customers',
    needs: 'segments.read',
    load: () => import('./grades/web/graded-customers-page.tsx'),
  },
  {
    path: '/segments/grades/edit',
    needs: 'segments.write',
    load: () => import('./grades/web/edit-grades-page.tsx'),
  },
];

const slots: WebDomain['slots'] = [
  {
    ...{ slot: 'tags.notices', key: 'settling', order: 10, needs: 'segments.read' },
    load: () => import('./tag-rules/web/settling-tags.tsx'),
  },
  {
    slot: 'tag.rule',
    key: 'segment',
    order: 10,
    needs: 'segments.read',
    load: () => import('./tag-rules/web/tag-rule-panel.tsx'),
  },
  {
    ...{ slot: 'field.archive', key: 'rules', order: 10, needs: 'segments.read' },
    load: () => import('./segments/web/archive-field.tsx'),
  },
  {
    slot: 'customer.panels',
    key: 'standing',
    order: 20,
    labelKey: 'segments:standing.tab',
    needs: 'segments.read',
    load: () => import('./standing/web/customer-standing.tsx'),
  },
  {
    ...{ slot: 'customers.bulk', key: 'addToList', order: 20, needs: 'segments.write' },
    load: () => import('./memberships/web/add-to-list.tsx'),
  },
];

const listFilters: WebDomain['listFilters'] = [
  {
    ...{ list: 'customers', key: 'segment', labelKey: 'segments:filter.segment', several: true },
    needs: 'segments.read',
    load: () => import('./memberships/web/segment-filter.ts'),
  },
  {
    ...{ list: 'customers', key: 'notSegment', labelKey: 'segments:filter.notSegment', several: true },
    needs: 'segments.read',
    load: () => import('./memberships/web/segment-filter.ts'),
  },
  {
    ...{ list: 'customers', key: 'segmentMove', labelKey: 'segments:filter.segmentMove', ledTo: true },
    needs: 'segments.read',
    load: () => import('./memberships/web/move-filter.ts'),
  },
  {
    ...{ list: 'customers', key: 'rule', labelKey: 'segments:filter.rule', ledTo: true },
    needs: 'segments.read',
    load: () => import('./rules/web/rule-filter.ts'),
  },
];

/** What the segments domain shows in the web app. */
export const web: WebDomain = {
  pages,
  slots,
  listFilters,
  finders: [
    {
      key: 'segments',
      labelKey: 'segments:nav.segments',
      needs: 'segments.read',
      load: () => import('./segments/web/find-segments.ts'),
    },
  ],
};
