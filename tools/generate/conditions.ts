import type { SaidExample, saidConditions } from '#segments/rules/said-examples.ts';
import { code, referencePage, table } from './markdown.ts';

const intro =
  'Examples of every type of condition as JSON, with whom they mean. Exactly what each means stands in `docs/segments.md`. What you made yourselves is named by its id (tags, sources, colleagues, teams, products, segments) or its key (your own fields and grades: `GET /segments/words` tells those); here `"1"`, `"2"`, `level`, `fee`, `since`, `high`, `medium` and `low` stand for yours. Money is in minor units: `200000` is ¥2,000.';

/** docs/reference/conditions.md: examples of groups and of every type of condition, with what they mean. */
export function conditionsPage(
  groups: readonly SaidExample[],
  conditions: ReturnType<typeof saidConditions>,
): string {
  return referencePage(
    'Conditions',
    intro,
    ...conditions.flatMap(({ type, examples }) => [`## ${code(type)}`, examplesTable(examples)]),
    '## Groups',
    examplesTable(groups),
  );
}

function examplesTable(examples: readonly SaidExample[]): string {
  const rows = examples.map(({ rule, sentence }) => [code(spaced(rule)), sentence.en, sentence.zh]);
  return table(['As JSON', 'Whom it means', '意思'], rows);
}

/** JSON in one line that breaks where a table is narrow. */
function spaced(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll(/\n\s*/g, ' ');
}
