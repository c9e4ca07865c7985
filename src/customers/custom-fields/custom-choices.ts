import { fail } from '#platform/errors/errors.ts';
import type { BothTexts, CustomChoice, EitherText } from './custom-fields.contract.ts';
import type { CustomFieldType } from './custom-value.contract.ts';

interface ChoiceInput {
  key?: string | undefined;
  label: EitherText;
  archived?: boolean | undefined;
}

/** How refusals name a field or a choice, whatever the language of the reader. */
export function nameOf({ label }: { label: BothTexts }): string {
  return label.en === label.zh ? label.en : `${label.en} / ${label.zh}`;
}

/** What was given in one language stands for the other too. */
export function inBoth({ en, zh }: EitherText): BothTexts {
  return { en: (en ?? zh)!, zh: (zh ?? en)! };
}

/**
 * Choices as they are stored; a new one without a key gets one that no former one had. Fails with
 * customers.field_choices_wrong where a key or a name stands twice or no choice is left, and with
 * customers.field_not_of_type where the type has no choices.
 */
export function choicesToStore(
  type: CustomFieldType,
  input: readonly ChoiceInput[] | undefined,
  former: readonly CustomChoice[] = [],
): CustomChoice[] {
  if (type !== 'choice' && type !== 'choices') {
    if (!input || input.length === 0) return [];
    throw fail('invalid', 'customers.field_not_of_type', { values: { type, rule: 'choices' } });
  }
  const taken = new Set([...former, ...(input ?? [])].flatMap(({ key }) => key ?? []));
  let number = 0;
  const newKey = () => {
    do number += 1;
    while (taken.has(`c${number}`));
    return `c${number}`;
  };
  const choices = (input ?? []).map(({ key, label, archived = false }) => ({
    key: key ?? newKey(),
    label: inBoth(label),
    archived,
  }));
  const open = choices.filter(({ archived }) => !archived);
  const isOnce = (values: string[]) => new Set(values).size === values.length;
  const fits =
    isOnce(choices.map(({ key }) => key)) &&
    isOnce(open.map(({ label }) => label.en.toLowerCase())) &&
    isOnce(open.map(({ label }) => label.zh.toLowerCase()));
  if (!fits || choices.length === 0) throw fail('invalid', 'customers.field_choices_wrong');
  return choices;
}
