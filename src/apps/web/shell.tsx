import { Outlet, useLocation, useMatches } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KeyMap, useKeys } from '#platform/ui/keys.ts';
import { useGo } from '#platform/ui/link.tsx';
import { PlaceProvider } from '#platform/ui/place.tsx';
import { useMay } from '#platform/ui/session.tsx';
import { ForbiddenState } from '#platform/ui/state-view.tsx';
import { BottomTabs } from './bottom-tabs.tsx';
import { CommandPalette } from './command-palette.tsx';
import { useCurrentEntry, useNavigation } from './navigation.ts';
import { Notices } from './notices.tsx';
import { allPages } from './pages.ts';
import { Rail } from './rail.tsx';
import './shell.css';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { TopBar } from './top-bar.tsx';
import { useNoteVisit } from './use-note-visit.ts';

/** What stays around every page: rail, top bar, keys; tabs at the foot of a phone. */
export function Shell() {
  const { t } = useTranslation('shell');
  const [searching, setSearching] = useState(false);
  const [helping, setHelping] = useState(false);
  const items = useNavigation();
  const current = useCurrentEntry(items);
  useNoteVisit();
  useShellKeys(
    () => setSearching(true),
    () => setHelping(true),
  );
  return (
    <PlaceProvider>
      <div className="sh">
        <a className="sh-skip" href="#main">
          {t('shell.skip')}
        </a>
        <Rail items={items} current={current} />
        <TopBar onSearch={() => setSearching(true)} onHelp={() => setHelping(true)} />
        <Main>
          <Notices />
          <Permitted>
            <Outlet />
          </Permitted>
        </Main>
        <BottomTabs items={items} current={current} />
      </div>
      {searching ? <CommandPalette onClose={() => setSearching(false)} /> : null}
      <ShortcutSheet open={helping} onClose={() => setHelping(false)} />
    </PlaceProvider>
  );
}

/** Scrolls to the top and takes the focus when the page changes, so that keys go on from there. */
function Main({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    main.current?.scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <main id="main" ref={main} className="sh-main pn-scroll" tabIndex={-1}>
      {children}
    </main>
  );
}

function Permitted({ children }: { children: ReactNode }) {
  const may = useMay();
  const path: string | undefined = useMatches().at(-1)?.fullPath;
  const needs = allPages.find((page) => page.path === path)?.needs;
  return needs && !may(needs) ? <ForbiddenState page permission={needs} /> : children;
}

function useShellKeys(search: () => void, help: () => void): void {
  const go = useGo();
  const items = useNavigation().flatMap((item) => [item, ...item.below]);
  const map: KeyMap = { 'Mod+k': search, '?': help };
  for (const item of items) if (item.shortcut) map[`g ${item.shortcut}`] = () => go(item.to);
  useKeys(map);
}
