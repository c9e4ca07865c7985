import { Languages, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '#platform/ui/button.tsx';
import { Kbd } from '#platform/ui/kbd.tsx';
import { Link } from '#platform/ui/link.tsx';
import { Menu } from '#platform/ui/menu.tsx';
import { useCurrentPlace } from '#platform/ui/place.tsx';
import { Bell } from './bell.tsx';
import { MeMenu } from './me-menu.tsx';
import { useChooseLanguage } from './use-choose-language.ts';
import { WorkTray } from './work-tray.tsx';

interface TopBarProps {
  onSearch: () => void;
  onHelp: () => void;
}

/** Where I am, the search-and-command field, work in progress, language, me. */
export function TopBar({ onSearch, onHelp }: TopBarProps) {
  const { t, i18n } = useTranslation('shell');
  const choose = useChooseLanguage();
  const { title, trail } = useCurrentPlace();
  return (
    <header className="sh-bar">
      <div className="sh-place">
        {trail.map((crumb) => (
          <Link key={crumb.to} bare to={crumb.to}>
            {crumb.label}
          </Link>
        ))}
        <span>{title}</span>
      </div>
      <button type="button" className="sh-search" onClick={onSearch}>
        <Search size={15} aria-hidden />
        <span>{t('search.field')}</span>
        <Kbd keys="Mod+K" />
      </button>
      <WorkTray />
      <Bell />
      <span className="sh-wide">
        <Menu
          align="end"
          trigger={<IconButton icon={Languages} label={t('language.label')} />}
          entries={[
            { key: 'zh', label: '中文', chosen: i18n.language === 'zh', onSelect: () => choose('zh') },
            { key: 'en', label: 'English', chosen: i18n.language === 'en', onSelect: () => choose('en') },
          ]}
        />
      </span>
      <MeMenu onHelp={onHelp} />
    </header>
  );
}
