import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sessionsContract } from '#admin/sessions/sessions.contract.ts';
import { Avatar } from '#platform/ui/avatar.tsx';
import { call } from '#platform/ui/client.ts';
import { usePhone } from '#platform/ui/media.ts';
import { Menu, type MenuEntry } from '#platform/ui/menu.tsx';
import { problemText } from '#platform/ui/problem.ts';
import { useSession } from '#platform/ui/session.tsx';
import { toast } from '#platform/ui/toast.tsx';
import { chooseTheme, useTheme } from './theme.ts';
import { useChooseLanguage } from './use-choose-language.ts';

/** Who I am, how things look for me, and the way out. */
export function MeMenu({ onHelp }: { onHelp: () => void }) {
  const { t, i18n } = useTranslation('shell');
  const { user } = useSession();
  const theme = useTheme();
  const phone = usePhone();
  const choose = useChooseLanguage();
  const signOut = useSignOut();
  const looks: MenuEntry[] = [
    { key: 'looks', heading: t('theme.label') },
    {
      key: 'system',
      label: t('theme.system'),
      icon: Monitor,
      chosen: theme === 'system',
      onSelect: () => chooseTheme('system'),
    },
    {
      key: 'light',
      label: t('theme.light'),
      icon: Sun,
      chosen: theme === 'light',
      onSelect: () => chooseTheme('light'),
    },
    {
      key: 'dark',
      label: t('theme.dark'),
      icon: Moon,
      chosen: theme === 'dark',
      onSelect: () => chooseTheme('dark'),
    },
    { key: 'line', line: true },
  ];
  const languages: MenuEntry[] = [
    { key: 'zh', label: '中文', chosen: i18n.language === 'zh', onSelect: () => choose('zh') },
    { key: 'en', label: 'English', chosen: i18n.language === 'en', onSelect: () => choose('en') },
    { key: 'line-2', line: true },
  ];
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="pn-button"
          data-tone="quiet"
          data-square
          aria-label={t('me.label', { name: user.name })}
        >
          <Avatar name={user.name} />
        </button>
      }
      entries={[
        { key: 'who', heading: `${user.name} · ${user.email}` },
        { key: 'line-1', line: true },
        ...looks,
        ...(phone
          ? languages
          : [{ key: 'help', label: t('keys.title'), icon: Keyboard, keys: '?', onSelect: onHelp }]),
        { key: 'out', label: t('me.signOut'), icon: LogOut, onSelect: signOut },
      ]}
    />
  );
}

/** Ends the session and forgets everything that was read with it. */
function useSignOut(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    try {
      await call(sessionsContract.endpoints.signOut, {});
      client.clear();
      location.assign('/sign-in');
    } catch (error) {
      toast({ tone: 'danger', title: problemText(error) });
    }
  };
}
