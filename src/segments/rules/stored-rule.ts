import { type Rule, rule } from './rule-tree.contract.ts';

/** A rule as it was stored once; undefined where this version cannot read it (any more). */
export function storedRule(stored: unknown): Rule | undefined {
  const { success, data } = rule.safeParse(stored);
  return success ? data : undefined;
}

/** Those of these that this version can read. */
export function readableRules(stored: readonly unknown[]): Rule[] {
  return stored.flatMap((each) => storedRule(each) ?? []);
}
