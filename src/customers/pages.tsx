import { Building, Gauge, Inbox, Tags, TextCursorInput, UserPlus, Users, UsersRound } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

/** What the customers domain shows in the web app. */
export const web: WebDomain = {
  pages: [
    {
      path: '/customers',
      needs: 'customers.read',
      load: () => import('./profiles/web/customers-page.tsx'),
      nav: { labelKey: 'customers:nav.customers', icon: Users, order: 10, shortcut: 'c' },
      keys: [
        { keys: 't', labelKey: 'customers:keys.tag' },
        { keys: 'a', labelKey: 'customers:keys.assign' },
      ],
      commands: [
        {
          key: 'new-customer',
          labelKey: 'customers:command.new',
          icon: UserPlus,
          to: '/customers?new=1',
          needs: 'customers.write',
        },
      ],
    },
    {
      path: '/customers/quality',
      needs: 'customers.read',
      load: () => import('./quality/web/quality-page.tsx'),
      nav: { labelKey: 'customers:quality.title', icon: Gauge, order: 11, parent: '/customers' },
    },
    {
      path: '/customers/duplicates',
      needs: 'customers.read',
      load: () => import('./duplicates/web/duplicates-page.tsx'),
      nav: { labelKey: 'customers:pairs.title', icon: UsersRound, order: 12, parent: '/customers' },
    },
    {
      path: '/settings/sources',
      needs: 'customers.read',
      load: () => import('./sources/web/sources-page.tsx'),
      nav: {
        labelKey: 'customers:sources.title',
        icon: Inbox,
        order: 102,
        parent: '/settings',
        place: 'foot',
      },
    },
    {
      path: '/settings/fields',
      needs: 'customers.read',
      load: () => import('./custom-fields/web/custom-fields-page.tsx'),
      nav: {
        labelKey: 'customers:fields.title',
        icon: TextCursorInput,
        order: 105,
        parent: '/settings',
        place: 'foot',
      },
    },
    {
      path: '/settings/city-tiers',
      needs: 'customers.read',
      load: () => import('./tiers/web/tiers-page.tsx'),
      nav: {
        labelKey: 'customers:tiers.title',
        icon: Building,
        order: 103,
        parent: '/settings',
        place: 'foot',
      },
    },
    {
      path: '/settings/tags',
      needs: 'customers.read',
      load: () => import('./tags/web/tags-page.tsx'),
      nav: {
        labelKey: 'customers:tags.title',
        icon: Tags,
        order: 104,
        parent: '/settings',
        place: 'foot',
      },
    },
    {
      path: '/customers/works/$id',
      needs: 'customers.read',
      load: () => import('./works/web/work-page.tsx'),
    },
    {
      path: '/customers/$id',
      needs: 'customers.read',
      load: () => import('./profiles/web/customer-page.tsx'),
    },
  ],
  slots: [
    {
      slot: 'home.panels',
      key: 'my-day',
      order: 10,
      needs: 'customers.read',
      load: () => import('./reminders/web/my-day.tsx'),
    },
    {
      slot: 'role.fields',
      key: 'customers',
      order: 10,
      load: () => import('./fields/web/field-rights-choice.tsx'),
    },
    {
      slot: 'access.fields',
      key: 'customers',
      order: 10,
      load: () => import('./fields/web/field-rights-list.tsx'),
    },
  ],
  finders: [
    {
      key: 'customers',
      labelKey: 'customers:nav.customers',
      needs: 'customers.read',
      load: () => import('./profiles/web/find-customers.ts'),
    },
  ],
  work: [{ key: 'customers', needs: 'customers.read', load: () => import('./works/web/works-work.ts') }],
  feeds: [
    {
      feed: 'customer',
      key: 'activities',
      labelKey: 'customers:timeline.activities',
      needs: 'customers.read',
      load: () => import('./activities/web/activity-feed.tsx'),
    },
    {
      feed: 'customer',
      key: 'steps',
      labelKey: 'customers:timeline.steps',
      needs: 'customers.read',
      load: () => import('./reminders/web/reminder-feed.tsx'),
    },
    {
      feed: 'customer',
      key: 'changes',
      labelKey: 'customers:timeline.changes',
      needs: 'customers.read',
      load: () => import('./history/web/history-feed.tsx'),
    },
  ],
};
