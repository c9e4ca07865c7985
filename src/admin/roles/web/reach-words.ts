import { useTranslation } from 'react-i18next';
import type { Reach, RecordKind } from '#platform/access/reach.contract.ts';
import { useFormat } from '#platform/ui/session.tsx';

/** Whose reach it is: where their team stands, and whether the role lets them read and write at all. */
export interface Reaching {
  team: string;
  below: string[];
  mayRead: boolean;
  mayWrite: boolean;
}

/** What somebody sees and changes, in sentences that name the teams. */
export function useReachSentences(): (kind: RecordKind, reach: Reach, who: Reaching) => string[] {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return (kind, { see, change, unassigned }, { team, below, mayRead, mayWrite }) => {
    const names = { team, below: format.list(below) };
    const words = (act: 'sees' | 'changes', extent: string): string => {
      const alone = extent === 'teamAndBelow' && below.length === 0 ? 'team' : extent;
      return t(`reach.${act}.${kind}.${alone}`, names);
    };
    if (!mayRead || see === 'none') return [words('sees', 'none')];
    const sees = see === 'all' && unassigned ? words('sees', 'everything') : words('sees', see);
    const free = unassigned && see !== 'all' ? [t(`reach.free.${kind}`)] : [];
    const left = see === 'all' && !unassigned ? [t(`reach.notFree.${kind}`)] : [];
    if (!mayWrite) return [sees, ...free, ...left, t('reach.roleChangesNone')];
    const changes = change === see ? t('reach.changesAsSeen') : words('changes', change);
    return [sees, ...free, ...left, changes];
  };
}

/** One line for lists of roles: what is seen and changed of a kind, without naming teams. */
export function useReachLine(): (kind: RecordKind, reach: Reach) => string {
  const { t } = useTranslation('admin');
  return (kind, { see, change, unassigned }) => {
    const name = t(`reach.kind.${kind}`);
    const sees = t(`reach.extent.${see}`);
    const free = unassigned && see !== 'none' && see !== 'all' ? t('reach.andFree') : '';
    return change === see
      ? t('reach.line', { name, sees: `${sees}${free}` })
      : t('reach.lineBoth', { name, sees: `${sees}${free}`, changes: t(`reach.extent.${change}`) });
  };
}
