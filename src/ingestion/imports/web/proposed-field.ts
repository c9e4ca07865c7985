import type { ProposedField } from '#customers/public.web.ts';
import type { PreviewColumn } from '../reading/reading.contract.ts';

const mostChoices = 12;
const longestChoice = 40;
/** So often each value comes at least, on the average, where they are taken for choices. */
const repeats = 3;

/**
 * The field that a column may become: named as the column, of the type that all values of the sample fit. Few values that
 * come again and again are choices, as long as all of them were seen.
 */
export function proposedField(column: PreviewColumn, language: 'en' | 'zh'): ProposedField {
  const name = column.header.trim().slice(0, 80).trim();
  const label = { en: '', zh: '', [language]: name };
  const type = typeOf(column);
  if (type !== 'text') return { label, type, choices: [] };
  const values = column.values.map(({ value }) => value.trim()).filter((value) => value !== '');
  const areChoices =
    column.distinct >= 2 &&
    column.distinct <= mostChoices &&
    column.distinct === values.length &&
    column.sampled * column.fillRate >= column.distinct * repeats &&
    new Set(values.map((value) => value.toLowerCase())).size === values.length &&
    values.every((value) => value.length <= longestChoice);
  if (!areChoices) return { label, type, choices: [] };
  const choices = values.map((value) => ({ label: { en: '', zh: '', [language]: value }, archived: false }));
  return { label, type: 'choice', choices };
}

/** A time would lose its hours as a day, and a code its zeros as a number. */
function typeOf({ type, examples }: PreviewColumn): ProposedField['type'] {
  if (type === 'boolean') return 'flag';
  if (type === 'date' || type === 'money') return type;
  if (type === 'integer' || type === 'decimal')
    return examples.some((example) => /^0\d|\d{15}/.test(example)) ? 'text' : 'number';
  return examples.length > 0 && examples.every((example) => /^https?:\/\//.test(example)) ? 'url' : 'text';
}
