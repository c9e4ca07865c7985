import { useTranslation } from 'react-i18next';
import { Checkbox } from '#platform/ui/choice.tsx';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Input, NumberField } from '#platform/ui/field.tsx';
import type { Option } from '#platform/ui/select.tsx';
import type { CustomField } from '../custom-fields.contract.ts';
import { useInLanguage } from './use-custom-fields.ts';

/** What can be chosen in a field with choices, of yes and no, or of people; `known` may be archived since. */
export function useFieldOptions(): (field: CustomField, known: string) => Option[] {
  const { t } = useTranslation('customers');
  const inLanguage = useInLanguage();
  const colleagues = useColleagues();
  return (field, known) => {
    const kept = known.split(',');
    if (field.type === 'flag')
      return [
        { value: 'true', label: t('fields.yes') },
        { value: 'false', label: t('fields.no') },
      ];
    if (field.type === 'person')
      return colleagues
        .filter(({ id, active }) => active || kept.includes(id))
        .map(({ id, name }) => ({ value: id, label: name }));
    return field.choices
      .filter(({ key, archived }) => !archived || kept.includes(key))
      .map(({ key, label }) => ({ value: key, label: inLanguage(label) }));
  };
}

interface FieldControlProps {
  field: CustomField;
  /** As `draftOf` gives it. */
  draft: string;
  onChange: (draft: string) => void;
}

/** The control of a custom field in a form. */
export function FieldControl({ field, draft, onChange }: FieldControlProps) {
  const options = useFieldOptions()(field, draft);
  if (field.type === 'choices') return <ChoiceBoxes field={field} draft={draft} onChange={onChange} />;
  if (field.type === 'choice' || field.type === 'flag' || field.type === 'person')
    return (
      <Combobox
        value={options.find(({ value }) => value === draft) ?? null}
        options={options}
        onChange={(chosen) => onChange(chosen?.value ?? '')}
      />
    );
  if (field.type === 'number' || field.type === 'money')
    return (
      <NumberField
        negative
        decimals={6}
        value={draft}
        onChange={onChange}
        unit={field.currency ?? undefined}
      />
    );
  const type = field.type === 'date' ? 'date' : field.type === 'url' ? 'url' : 'text';
  return <Input type={type} autoComplete="off" value={draft} onChange={onChange} />;
}

/** Several of the choices of a field. */
export function ChoiceBoxes({ field, draft, onChange }: FieldControlProps) {
  const inLanguage = useInLanguage();
  const options = useFieldOptions()(field, draft);
  const chosen = draft === '' ? [] : draft.split(',');
  return (
    <div className="cf-boxes" role="group" aria-label={inLanguage(field.label)}>
      {options.map(({ value, label }) => (
        <Checkbox
          key={value}
          checked={chosen.includes(value)}
          onChange={(checked) =>
            onChange((checked ? [...chosen, value] : chosen.filter((each) => each !== value)).join(','))
          }
        >
          {label}
        </Checkbox>
      ))}
    </div>
  );
}
