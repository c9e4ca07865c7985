import { useCallback, useEffect, useState } from 'react';
import { readKept, textKept, toKeep, writeKept } from '#platform/ui/kept-draft.ts';
import { useSession } from '#platform/ui/session.tsx';
import type { Rule } from '../../rules/rule-tree.contract.ts';
import type { DraftGroup } from '../../rules/web/draft.ts';
import { draftInText, draftOf, looseRuleOf } from '../../rules/web/rule-of-draft.ts';
import { useDraft } from '../../rules/web/use-draft.ts';

/**
 * A draft that is kept on this device until it is saved, so that going back or closing the tab loses nothing. `place`
 * is where it is written: a new rule, one that comes with the product, a segment. It is kept while it differs from
 * `given`, what the place has by itself; once that is another one, what was kept does not belong to it any more.
 */
export function useKeptRule(place: string, given: Rule | undefined) {
  const { user } = useSession();
  const key = `perennial.rule.${user.id}.${place}`;
  const [first] = useState(() => draftOf(given));
  const [kept] = useState(() => keptDraft(readKept(key), textOf(first)));
  const drafting = useDraft(first, kept);
  const text = keptText(drafting.draft, textOf(first));
  useEffect(() => writeKept(key, text), [key, text]);
  const forget = useCallback(() => writeKept(key, undefined), [key]);
  return { drafting, changed: text !== undefined, goesOn: kept !== undefined, forget };
}

/** What is kept of a draft, with the rule that it began with; undefined while it is the same. */
export function keptText(draft: DraftGroup, given: string): string | undefined {
  const text = textOf(draft);
  return text === given ? undefined : toKeep(text, given);
}

/** The draft out of what was kept, where it began with this rule. */
export function keptDraft(kept: string | null, given: string): DraftGroup | undefined {
  const text = textKept(kept, given);
  return text === undefined ? undefined : draftInText(text);
}

export function textOf(draft: DraftGroup): string {
  return JSON.stringify(looseRuleOf(draft));
}
