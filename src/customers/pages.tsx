import { UserPlus, Users } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

/** What the customers domain shows in the web app. */
export const web: WebDomain = {
  pages: [
    {
      path: '/customers',
      needs: 'customers.read',
      load: () => import('./profiles/web/customers-page.tsx'),
      nav: { labelKey: 'customers:nav.customers', icon: Users, order: 10, shortcut: 'c' },
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
      path: '/customers/$id',
      needs: 'customers.read',
      load: () => import('./profiles/web/customer-page.tsx'),
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
  feeds: [
    {
      feed: 'customer',
      key: 'activities',
      labelKey: 'customers:timeline.activities',
      needs: 'customers.read',
      load: () => import('./activities/web/activity-feed.tsx'),
    },
  ],
};
