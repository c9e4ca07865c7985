import type { RawBuilder } from 'kysely';
import type { FactName } from '../fact.contract.ts';
import type { Moment } from '../moment.ts';
import type { Person } from '../person.ts';
import type { RuleNames } from '../rule-names.ts';
import type { Scans, Within } from '../scans.queries.ts';

/** What conditions are turned into SQL with. */
export interface Compiling {
  moment: Moment;
  names: RuleNames;
  scans: Scans;
  within: Within;
}

/** What somebody is shown of why a condition holds or does not. */
export interface Fact {
  fact: FactName;
  value: string | null;
  /** Of what can be opened. */
  id?: string;
}

export interface Verdict {
  holds: boolean;
  because: Fact[];
}

/** How a type of condition is found and judged. The two know nothing of each other: each tests the other. */
export interface Family<C> {
  /** True of a customer `c` of facts.customers for whom it holds; false or null of others. */
  sql(condition: C, compiling: Compiling): RawBuilder<boolean>;
  judge(condition: C, person: Person, asking: { moment: Moment; names: RuleNames }): Verdict;
}
