import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useGo } from '#platform/ui/link.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import type { NavItem } from './navigation.ts';

const mostTabs = 5;

/** The rail of a phone: five tabs, the last of which holds the rest where there are more. */
export function BottomTabs({ items, current }: { items: NavItem[]; current: string | undefined }) {
  const { t } = useTranslation('shell');
  const go = useGo();
  const tops = items.filter((item) => item.place !== 'foot');
  const rest = [...tops.flatMap((item) => item.below), ...items.filter((item) => item.place === 'foot')];
  const all = [...tops, ...rest];
  const shown = all.length > mostTabs ? all.slice(0, mostTabs - 1) : all;
  const more = all.slice(shown.length);
  return (
    <nav className="sh-tabs" aria-label={t('shell.map')}>
      {shown.map(({ to, icon: Icon, labelKey }) => (
        <Link key={to} bare to={to} className="sh-tab" aria-current={to === current ? 'page' : undefined}>
          <Icon aria-hidden />
          <span>{t(labelKey)}</span>
        </Link>
      ))}
      {more.length > 0 ? (
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              className="sh-tab"
              aria-current={more.some((item) => item.to === current) ? 'page' : undefined}
            >
              <Ellipsis aria-hidden />
              <span>{t('shell.more')}</span>
            </button>
          }
          entries={more.map(({ to, icon, labelKey }) => ({
            key: to,
            label: t(labelKey),
            icon,
            onSelect: () => go(to),
          }))}
        />
      ) : null}
    </nav>
  );
}
