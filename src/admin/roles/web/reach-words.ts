import { useTranslation } from 'react-i18next';
import type { Extent, Reach, RecordKind } from '#platform/access/reach.contract.ts';
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
    const sees = words('sees', see === 'all' && unassigned ? 'everything' : see);
    const changed = mayWrite ? change : 'none';
    const changes = mayWrite
      ? change === see
        ? t('reach.changesAsSeen')
        : words('changes', change)
      : t('reach.roleChangesNone');
    return [sees, ...freeOf(see, changed, unassigned).map((act) => t(`reach.${act}.${kind}`)), changes];
  };
}

/** What is to be said of records that nobody looks after, where it does not follow from the rest. */
function freeOf(see: Extent, change: Extent, unassigned: boolean): string[] {
  if (!unassigned) return see === 'all' ? ['notFree'] : [];
  const changesThem = change !== 'none' && change !== see;
  if (see === 'all') return changesThem && change !== 'all' ? ['freeChanges'] : [];
  return [changesThem ? 'freeBoth' : 'free'];
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
