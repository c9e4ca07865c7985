import { useTranslation } from 'react-i18next';
import { Link } from '#platform/ui/link.tsx';
import mark from '#platform/ui/mark.svg';
import { useSession } from '#platform/ui/session.tsx';

import type { NavItem } from './navigation.ts';

/** The map of the product, in the order of the work. */
export function Rail({ items, current }: { items: NavItem[]; current: string | undefined }) {
  const { t } = useTranslation('shell');
  const { organisation } = useSession();
  const work = items.filter((item) => item.place !== 'foot');
  const foot = items.filter((item) => item.place === 'foot');
  return (
    <nav className="sh-rail" aria-label={t('shell.map')}>
      <Link bare to="/" className="sh-mark">
        <img src={mark} alt="" />
        <span className="pn-clip">{organisation.name}</span>
      </Link>
      <Entries items={work} current={current} />
      {foot.length > 0 ? <Entries items={foot} current={current} foot /> : null}
    </nav>
  );
}

function Entries({
  items,
  current,
  foot,
}: {
  items: NavItem[];
  current: string | undefined;
  foot?: boolean;
}) {
  return (
    <ul className="sh-nav" data-foot={foot}>
      {items
        .flatMap((item) => [item, ...item.below])
        .map((item) => (
          <li key={item.to}>
            <Entry item={item} current={item.to === current} below={!items.includes(item)} />
          </li>
        ))}
    </ul>
  );
}

function Entry({ item, current, below }: { item: NavItem; current: boolean; below: boolean }) {
  const { t } = useTranslation();
  const Icon = item.icon;
  return (
    <Link
      bare
      to={item.to}
      className="sh-entry"
      data-below={below || undefined}
      aria-current={current ? 'page' : undefined}
    >
      <Icon aria-hidden />
      <span>{t(item.labelKey)}</span>
    </Link>
  );
}
