import { useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import { Page, PageHeader } from '#platform/ui/page-header.tsx';
import type { Crumb } from '#platform/ui/place.tsx';
import { useMay } from '#platform/ui/session.tsx';
import './settings.css';

const places = [
  { to: '/settings', key: 'account', needs: 'signedIn' },
  { to: '/settings/organisation', key: 'organisation', needs: 'signedIn' },
  { to: '/settings/members', key: 'members', needs: 'admin.manage' },
  { to: '/settings/teams', key: 'teams', needs: 'admin.manage' },
  { to: '/settings/roles', key: 'roles', needs: 'admin.manage' },
  { to: '/settings/provider', key: 'provider', needs: 'admin.manage' },
  { to: '/settings/audit', key: 'audit', needs: 'admin.manage' },
  { to: '/settings/backups', key: 'backups', needs: 'admin.manage' },
  { to: '/settings/webhooks', key: 'webhooks', needs: 'admin.manage' },
  { to: '/settings/api', key: 'api', needs: 'signedIn' },
] as const;

export type SettingsPlace = (typeof places)[number]['key'];

export interface SettingsFrameProps {
  place: SettingsPlace;
  /** Of a page below the place, with the pages above it. */
  title?: string;
  trail?: Crumb[];
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** A page of the settings, with the others beside it. */
export function SettingsFrame({ place, title, trail = [], lead, actions, children }: SettingsFrameProps) {
  const { t } = useTranslation('admin');
  const { pathname } = useLocation();
  const may = useMay();
  return (
    <Page>
      <div className="ad-settings">
        <nav aria-label={t('settings.title')}>
          <ul>
            {places
              .filter(({ needs }) => may(needs))
              .map(({ to, key }) => (
                <li key={key}>
                  <Link bare to={to} aria-current={pathname === to ? 'page' : place === key || undefined}>
                    {t(`settings.${key}.title`)}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <div className="ad-settings-body">
          <PageHeader
            title={title ?? t(`settings.${place}.title`)}
            trail={[{ label: t('settings.title'), to: '/settings' }, ...trail]}
            actions={actions}
          />
          {lead ? <p className="ad-settings-lead">{lead}</p> : null}
          {children}
        </div>
      </div>
    </Page>
  );
}
