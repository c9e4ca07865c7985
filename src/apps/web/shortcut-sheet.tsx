import { useMatches } from '@tanstack/react-router';
import './shortcut-sheet.css';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '#platform/ui/dialog.tsx';
import { Kbd } from '#platform/ui/kbd.tsx';
import { useNavigation } from './navigation.ts';
import { allPages } from './pages.ts';

const inLists = ['j', 'k', 'x', 'Shift+x', 'Enter', 'e', 'Esc', '/'];
const wordOf: Record<string, string> = { '/': 'slash', 'Shift+x': 'range' };

/** All keys, on `?`. */
export function ShortcutSheet({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell');
  const places = useNavigation()
    .flatMap((item) => [item, ...item.below])
    .filter((item) => item.shortcut);
  const path: string | undefined = useMatches().at(-1)?.fullPath;
  const ofPage = allPages.find((page) => page.path === path)?.keys ?? [];
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <dl className="sh-sheet">
        <dt>{t('keys.everything')}</dt>
        <dd>
          <Kbd keys="Mod+K" />
        </dd>
        {inLists.map((key) => (
          <Fragment key={key}>
            <dt>{t(`keys.list.${wordOf[key] ?? key}`)}</dt>
            <dd>
              <Kbd keys={key} />
            </dd>
          </Fragment>
        ))}
        {ofPage.map(({ keys, labelKey }) => (
          <Fragment key={keys}>
            <dt>{t(labelKey)}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </Fragment>
        ))}
        {places.map((item) => (
          <Fragment key={item.to}>
            <dt>{t('keys.go', { place: t(item.labelKey) })}</dt>
            <dd>
              <Kbd keys={`g ${item.shortcut}`} />
            </dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
