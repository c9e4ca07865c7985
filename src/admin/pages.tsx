import { Settings } from 'lucide-react';
import type { WebDomain } from '#platform/ui/page.ts';

export const web: WebDomain = {
  pages: [
    { path: '/setup', frame: 'bare', load: () => import('./setup/web/setup-page.tsx') },
    { path: '/sign-in', frame: 'bare', load: () => import('./sessions/web/sign-in-page.tsx') },
    {
      path: '/sign-in/provider',
      frame: 'bare',
      load: () => import('./provider/web/provider-return-page.tsx'),
    },
    { path: '/two-step', frame: 'bare', load: () => import('./two-step/web/two-step-page.tsx') },
    { path: '/join', frame: 'bare', load: () => import('./users/web/join-page.tsx') },
    { path: '/new-password', frame: 'bare', load: () => import('./users/web/new-password-page.tsx') },
    {
      path: '/settings',
      load: () => import('./sessions/web/account-page.tsx'),
      nav: { labelKey: 'admin:settings.title', icon: Settings, order: 100, place: 'foot', shortcut: 'e' },
      commands: [
        { key: 'organisation', labelKey: 'admin:command.organisation', to: '/settings/organisation' },
        {
          key: 'members',
          labelKey: 'admin:command.members',
          to: '/settings/members',
          needs: 'admin.manage',
        },
        { key: 'teams', labelKey: 'admin:command.teams', to: '/settings/teams', needs: 'admin.manage' },
        { key: 'roles', labelKey: 'admin:command.roles', to: '/settings/roles', needs: 'admin.manage' },
        {
          key: 'provider',
          labelKey: 'admin:command.provider',
          to: '/settings/provider',
          needs: 'admin.manage',
        },
        { key: 'audit', labelKey: 'admin:command.audit', to: '/settings/audit', needs: 'admin.manage' },
        {
          key: 'backups',
          labelKey: 'admin:command.backups',
          to: '/settings/backups',
          needs: 'admin.manage',
        },
        {
          key: 'webhooks',
          labelKey: 'admin:command.webhooks',
          to: '/settings/webhooks',
          needs: 'admin.manage',
        },
        { key: 'api', labelKey: 'admin:command.api', to: '/settings/api' },
      ],
    },
    {
      path: '/settings/organisation',
      load: () => import('./organisation/web/organisation-page.tsx'),
    },
    {
      path: '/settings/members',
      needs: 'admin.manage',
      load: () => import('./users/web/members-page.tsx'),
    },
    {
      path: '/settings/members/$id',
      needs: 'admin.manage',
      load: () => import('./users/web/access-page.tsx'),
    },
    { path: '/settings/teams', needs: 'admin.manage', load: () => import('./teams/web/teams-page.tsx') },
    { path: '/settings/roles', needs: 'admin.manage', load: () => import('./roles/web/roles-page.tsx') },
    {
      path: '/settings/provider',
      needs: 'admin.manage',
      load: () => import('./provider/web/provider-page.tsx'),
    },
    { path: '/settings/audit', needs: 'admin.manage', load: () => import('./audit/web/audit-page.tsx') },
    {
      path: '/settings/backups',
      needs: 'admin.manage',
      load: () => import('./backups/web/backups-page.tsx'),
    },
    {
      path: '/settings/webhooks',
      needs: 'admin.manage',
      load: () => import('./webhooks/web/webhooks-page.tsx'),
    },
    {
      path: '/settings/webhooks/$id',
      needs: 'admin.manage',
      load: () => import('./webhooks/web/webhook-page.tsx'),
    },
    { path: '/settings/api', load: () => import('./api-reference/web/api-page.tsx') },
  ],
  slots: [
    {
      slot: 'work.panels',
      key: 'jobs',
      order: 90,
      needs: 'admin.manage',
      load: () => import('./jobs/web/queue-panel.tsx'),
    },

    {
      slot: 'shell.notices',
      key: 'copy',
      order: 10,
      needs: 'admin.manage',
      load: () => import('./backups/web/copy-notice.tsx'),
    },
  ],
  work: [
    { key: 'backups', needs: 'admin.manage', load: () => import('./backups/web/backups-work.ts') },
    { key: 'audit', needs: 'admin.manage', load: () => import('./audit/web/checks-work.ts') },
  ],
};
