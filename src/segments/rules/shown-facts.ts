import type { Fact } from './conditions/family.queries.ts';
import type { RuleNames } from './rule-names.ts';

/** Facts by the names that the reader knows; of segments that they do not see nothing is told. */
export function shownFacts(facts: readonly Fact[], names: RuleNames): Fact[] {
  return facts.flatMap((fact) => {
    if (fact.fact !== 'segment' || fact.id === undefined) return [fact];
    return names.knows('segment', fact.id) ? [{ ...fact, value: names.name('segment', fact.id) }] : [];
  });
}
