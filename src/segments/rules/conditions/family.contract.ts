import type { z } from 'zod';
import type { Say } from '../say.contract.ts';
import type { Named } from './named.contract.ts';

/** What somebody must be able to read to ask this: fields as roles name them. */
export interface Reads {
  customers?: readonly string[];
  /** Given at all where documents are read. */
  orders?: readonly string[];
}

/** What of a type of condition browsers know too. Its SQL and its judge stand in `<type>.queries.ts`. */
export interface ConditionContract<C extends { type: string }> {
  type: C['type'];
  /** The shape of a condition, chosen by what it says already. */
  shapeOf(given: Readonly<Record<string, unknown>>): z.ZodType;
  /**
   * Conditions as people would write them, each valid as it stands. Ids and keys of what an organisation made itself are
   * stand-ins, named in `said-examples.ts`.
   */
  examples: readonly [C, ...C[]];
  reads(condition: C): Reads;
  /** `given` are fields of the organisation's own: what a text means there is known by their definition. */
  names(condition: C): readonly Named[];
  /** The condition in words: English as a relative clause, Chinese as a predicate. */
  sentence(condition: C, say: Say): string;
  /** The condition that holds of everybody of whom this one does not, where there is one that reads better than a `none`. */
  opposite?(condition: C): C | undefined;
}
