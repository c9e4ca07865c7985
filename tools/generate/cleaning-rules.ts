import type { CleaningRuleRow } from '#ingestion/cleaning/cleaning.contract.ts';
import { code, referencePage, table } from './markdown.ts';

const intro =
  'How imports clean values, in the order in which the rules work. Every rule is noted with the values that it changed, and what stood there before is kept. Rules are switched off and on per column; a check only notes what it finds, and a suggestion is never taken by itself.';

/** docs/reference/cleaning-rules.md: every rule with its titles, reasons and examples. */
export function cleaningRulesPage(rules: readonly CleaningRuleRow[]): string {
  return referencePage('Cleaning rules', intro, ...rules.map(section));
}

function section(rule: CleaningRuleRow): string {
  const { title, reason, readings } = rule;
  const parts = [
    `## ${code(rule.code)}`,
    `${title.en} · ${title.zh}`,
    `${reason.en}\n${reason.zh}`.replaceAll('&', '&amp;'),
    `${kindOf(rule)}${readings.length === 0 ? '' : ` Fields: ${readings.map(code).join(', ')}.`}`,
  ];
  if (rule.examples.length > 0) {
    const head = rule.does === 'check' ? ['Found in', 'Suggested'] : ['Before', 'After'];
    parts.push(
      table(
        head,
        rule.examples.map(({ before, after }) => [shown(before), afterOf(rule, after)]),
      ),
    );
  }
  return parts.join('\n\n');
}

function kindOf({ does, always, byDefault }: CleaningRuleRow): string {
  const kind = does === 'check' ? 'Check' : 'Rule';
  if (always) return `${kind}, always on.`;
  return `${kind}, ${byDefault ? 'on' : 'off'} by default.`;
}

function afterOf({ does }: CleaningRuleRow, after: string | null): string {
  if (after !== null) return shown(after);
  return does === 'check' ? '' : 'left out';
}

const unseen = /[\p{C}\p{Zl}\p{Zp}]|[\p{Zs}--[ ]]|^ | $|(?<= ) /gv;

/** A value in which nothing is invisible. */
function shown(text: string): string {
  const escaped = (character: string) =>
    [...character].map((one) => `\\u${one.codePointAt(0)!.toString(16).padStart(4, '0')}`).join('');
  return code(text.replaceAll('`', "'").replace(unseen, escaped));
}
