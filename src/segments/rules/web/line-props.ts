import type { ReactNode } from 'react';
import type { LooseCondition } from './draft.ts';
import type { Words } from './rule-words.ts';

/** What every kind of condition is drawn with. */
export interface LineProps {
  condition: LooseCondition;
  /** Changes with the same `what` one after the other are taken back together. */
  onChange: (condition: LooseCondition, what?: string) => void;
  words: Words;
  /** What the condition asks of: opens the search for something else. */
  head: ReactNode;
  /** Places in the condition that are not filled in, or wrong. */
  wrong: ReadonlySet<string>;
}
