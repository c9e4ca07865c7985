import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Languages, type LucideIcon, Moon, Sun } from 'lucide-react';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { Found } from '#platform/ui/page.ts';
import { useMay, useSession } from '#platform/ui/session.tsx';
import { useNavigation } from './navigation.ts';
import { allFinders, allPages } from './pages.ts';
import { chooseTheme, isDark } from './theme.ts';
import { useChooseLanguage } from './use-choose-language.ts';

export interface Command {
  key: string;
  label: string;
  note?: string;
  icon?: LucideIcon;
  kind?: Found['kind'];
  keys?: string;
  to?: string;
  run?: () => void;
}

export interface CommandGroup {
  key: string;
  label: string;
  commands: Command[];
}

/** What the command field offers for a text: things found by the domains, then actions and places that fit. */
export function useCommands(text: string): { groups: CommandGroup[]; searching: boolean } {
  const { t } = useTranslation('shell');
  const found = useFound(text);
  const actions = useActions();
  const places = usePlaces();
  const fits = (command: Command) =>
    text
      .toLowerCase()
      .split(/\s+/)
      .every((word) => command.label.toLowerCase().includes(word));
  const fixed = [
    { key: 'do', label: t('search.do'), commands: actions.filter(fits) },
    { key: 'go', label: t('search.go'), commands: places.filter(fits) },
  ];
  // Without a word places come first: most people open the field to go somewhere.
  const groups = text ? [...found.groups, ...fixed] : fixed.toReversed();
  return { groups: groups.filter((group) => group.commands.length > 0), searching: found.searching };
}

function useFound(text: string): { groups: CommandGroup[]; searching: boolean } {
  const { t } = useTranslation();
  const may = useMay();
  const wanted = useDeferredValue(text);
  const finders = allFinders.filter((finder) => may(finder.needs));
  const query = useQuery({
    queryKey: ['find', wanted],
    queryFn: async ({ signal }) => {
      // Somebody still typing aborts this before it reaches the server.
      await new Promise((resolve) => setTimeout(resolve, 120));
      signal.throwIfAborted();
      return Promise.all(
        finders.map(async (finder) => ({
          finder,
          found: await (await finder.load()).find(wanted, signal).catch((): Found[] => []),
        })),
      );
    },
    enabled: wanted.length > 0 && finders.length > 0,
    placeholderData: keepPreviousData,
  });
  const groups = (query.data ?? []).map(({ finder, found }) => ({
    key: finder.key,
    label: t(finder.labelKey),
    commands: found.map((each) => ({ ...each, key: `${finder.key}-${each.key}` })),
  }));
  return { groups: text ? groups : [], searching: query.isFetching };
}

function usePlaces(): Command[] {
  const { t } = useTranslation();
  return useNavigation()
    .flatMap((item) => [item, ...item.below])
    .map(({ to, labelKey, icon, shortcut }) => ({
      key: `go-${to}`,
      label: t(labelKey),
      icon,
      to,
      keys: shortcut ? `g ${shortcut}` : undefined,
    }));
}

function useActions(): Command[] {
  const { t, i18n } = useTranslation('shell');
  const may = useMay();
  const session = useSession();
  const choose = useChooseLanguage();
  const ofPages = allPages
    .flatMap((page) =>
      (page.commands ?? []).map((command) => ({ ...command, needs: command.needs ?? page.needs })),
    )
    .filter(({ needs, isOffered }) => may(needs) && (isOffered?.(session) ?? true))
    .map(({ key, labelKey, icon, to, keys }) => ({ key, label: t(labelKey), icon, to, keys }));
  const other = i18n.language === 'zh' ? 'en' : 'zh';
  return [
    ...ofPages,
    {
      key: 'language',
      icon: Languages,
      label: other === 'zh' ? '切换到中文' : 'Switch to English',
      run: () => choose(other),
    },
    isDark()
      ? { key: 'light', label: t('theme.toLight'), icon: Sun, run: () => chooseTheme('light') }
      : { key: 'dark', label: t('theme.toDark'), icon: Moon, run: () => chooseTheme('dark') },
  ];
}
