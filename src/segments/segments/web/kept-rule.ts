import { useCallback, useEffect } from 'react';
import { useSession } from '#platform/ui/session.tsx';
import { type Rule, rule as ruleShape } from '../../rules/rule-tree.contract.ts';

const placeOf = (userId: string) => `perennial.new-segment.${userId}`;

/** The rule that somebody began on this device and has not saved. */
export function keptRule(userId: string): Rule | undefined {
  try {
    return ruleShape.safeParse(JSON.parse(localStorage.getItem(placeOf(userId)) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Keeps a rule on this device until it is saved, so that going back or closing the tab loses nothing. */
export function useKeepRule(rule: Rule | undefined, keeps: boolean) {
  const { user } = useSession();
  const keep = useCallback(
    (kept: Rule | undefined) => {
      if (kept === undefined) localStorage.removeItem(placeOf(user.id));
      else localStorage.setItem(placeOf(user.id), JSON.stringify(kept));
    },
    [user.id],
  );
  const text = JSON.stringify(rule);
  useEffect(() => {
    if (keeps) keep(text === undefined ? undefined : (JSON.parse(text) as Rule));
  }, [keeps, text, keep]);
  return { keep };
}
