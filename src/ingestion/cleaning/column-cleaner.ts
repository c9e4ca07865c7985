import { fieldCatalogue } from '../imports/reading/fields.contract.ts';
import type { ProblemCode } from '../imports/reading/problems.contract.ts';
import type { MappedColumn } from '../imports/reading/reading.contract.ts';
import type { CleaningCheck, CleaningRule, ColumnKnowledge } from './rule.ts';
import { checksOf, fixCode, isOn, textRulesOf } from './rules.ts';
import { HIDDEN, traitsOf } from './text-traits.ts';

/** A text as the rules of its column leave it. */
export interface CleanedText {
  /** Empty where the value says nothing. */
  text: string;
  /** Codes of the rules that changed it, in the order in which they did. */
  rules: readonly string[];
}

/** What the checks of a column say about a text. */
export interface Verdict {
  problem: ProblemCode | null;
  suggestion: string | null;
}

export interface ColumnCleaner {
  /** A person said what stands in blank cells. */
  fillsBlank: boolean;
  /** Cleans the text of a cell that is not blank, or of any where blank ones are filled. Never throws. */
  clean(raw: string, country: string | undefined): CleanedText;
  /** What the checks find in the text that was left; null where nothing. */
  check(text: string, country: string | undefined): Verdict | null;
  /** Whether a rule that works within a reader (phones, dates, places) is on for this column. */
  isOn(code: string): boolean;
}

const none: readonly string[] = [];
const mostTurns = 5;

/** Compiles the switches and fixes of one column: which rules act on it, and in which order. */
export function columnCleaner(mapped: MappedColumn): ColumnCleaner {
  const { reading } = fieldCatalogue[mapped.field];
  const rules = textRulesOf(reading).filter((rule) => isOn(rule, mapped));
  const checks = checksOf(reading).filter((check) => isOn(check, mapped));
  const fixes = mapped.fixes?.length ? new Map(mapped.fixes.map(({ from, to }) => [from.trim(), to])) : null;
  const column: ColumnKnowledge = { field: mapped.field, reading: mapped.reading, country: undefined };
  const off = new Set(mapped.off);
  return {
    fillsBlank: Boolean(fixes?.get('')?.trim()),
    clean: (raw, country) => {
      column.country = country;
      const fixed = fixes?.get(raw.trim());
      if (fixed === undefined) return cleaned(rules, column, raw, none);
      const done = cleaned(rules, column, fixed.trim(), [fixCode]);
      return fixed.trim() === raw.trim() ? { ...done, rules: done.rules.slice(1) } : done;
    },
    check: (text, country) => {
      if (checks.length === 0) return null;
      column.country = country;
      return verdictOf(checks, column, text);
    },
    isOn: (code) => !off.has(code),
  };
}

function cleaned(
  rules: readonly CleaningRule[],
  column: ColumnKnowledge,
  raw: string,
  before: readonly string[],
): CleanedText {
  let text = raw;
  let traits = traitsOf(text);
  let codes = before;
  // What a late rule makes may be something to do for an early one: "Mr '=1" has its quotation mark in front then.
  for (let again = true, turn = 0; again && turn < mostTurns; turn++) {
    again = false;
    for (let index = 0; index < rules.length && text !== ''; index++) {
      const rule = rules[index]!;
      if (rule.when !== undefined && (traits & rule.when) === 0) continue;
      const next = rule.clean(text, column);
      if (next === text) continue;
      if (!codes.includes(rule.code)) codes = [...codes, rule.code];
      text = next ?? '';
      traits = traitsOf(text);
      again = true;
    }
  }
  // PostgreSQL takes no NUL, whatever is switched off.
  if ((traits & HIDDEN) !== 0 && text.includes('\0')) text = text.replaceAll('\0', '');
  return { text, rules: codes };
}

function verdictOf(checks: readonly CleaningCheck[], column: ColumnKnowledge, text: string): Verdict | null {
  let verdict: Verdict | null = null;
  let traits = 0;
  for (const { when, problem, check } of checks) {
    if (when !== undefined) {
      traits ||= traitsOf(text);
      if ((traits & when) === 0) continue;
    }
    const found = check(text, column);
    if (found === null) continue;
    verdict ??= { problem: null, suggestion: null };
    verdict.problem ??= problem;
    verdict.suggestion ??= found.suggestion ?? null;
  }
  return verdict;
}
