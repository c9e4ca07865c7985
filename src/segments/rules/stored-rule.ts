import { type Rule, rule } from './rule-tree.contract.ts';

/** Rules read of late, by their text: to read one takes a millisecond, and whoever judges a customer needs all of them. */
const readOfLate = new Map<string, Rule | undefined>();
const mostKept = 2_000;
const longestKept = 10_000;

/** A rule as it was stored once, which nobody may change; undefined where this version cannot read it (any more). */
export function storedRule(stored: unknown): Rule | undefined {
  const text = JSON.stringify(stored);
  if (text.length > longestKept) return rule.safeParse(stored).data;
  const known = readOfLate.has(text) ? readOfLate.get(text) : rule.safeParse(stored).data;
  // The latest stands last.
  readOfLate.delete(text);
  readOfLate.set(text, known);
  if (readOfLate.size > mostKept) readOfLate.delete(readOfLate.keys().next().value!);
  return known;
}

/** Those of these that this version can read. */
export function readableRules(stored: readonly unknown[]): Rule[] {
  return stored.flatMap((each) => storedRule(each) ?? []);
}
