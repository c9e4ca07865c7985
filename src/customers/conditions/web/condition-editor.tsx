import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Combobox } from '#platform/ui/combobox.tsx';
import { Field, Input, NumberField } from '#platform/ui/field.tsx';
import { minorOf } from '#platform/ui/minor-of.ts';
import { type Option, Select } from '#platform/ui/select.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { type ListedField, nameOfField } from '../../fields/web/field-name.ts';
import { type Condition, type Operator, operatorsOf, takesValue } from '../conditions.contract.ts';
import { majorValue } from './condition-words.ts';
import { useFieldChoices } from './use-field-choices.ts';

interface ConditionEditorProps {
  fields: ListedField[];
  condition: Condition | undefined;
  onDone: (condition: Condition) => void;
}

/** One condition: which field, how it is compared, with what. */
export function ConditionEditor({ fields, condition, onDone }: ConditionEditorProps) {
  const { t } = useTranslation('customers');
  const { language } = useFormat();
  const [field, setField] = useState(fields.find(({ key }) => key === condition?.[0]));
  const [operator, setOperator] = useState<Operator>(condition?.[1] ?? 'is');
  const [value, setValue] = useState(condition?.[2] ?? '');
  const options = fields.map((each) => ({ value: each.key, label: nameOfField(each, t, language) }));
  const choose = (key: string | undefined) => {
    const next = fields.find((each) => each.key === key);
    setField(next);
    setValue('');
    if (next) setOperator(operatorsOf[next.kind][0]!);
  };
  const ready = field !== undefined && (!takesValue(operator) || value !== '');
  return (
    <form
      className="cd-editor"
      onSubmit={(event) => {
        event.preventDefault();
        event.stopPropagation();
        if (ready) onDone(takesValue(operator) ? [field.key, operator, value] : [field.key, operator]);
      }}
    >
      <Field label={t('conditions.field')}>
        <Combobox
          autoFocus={!condition}
          value={options.find((option) => option.value === field?.key) ?? null}
          onChange={(option) => choose(option?.value)}
          options={options}
          placeholder={t('conditions.find')}
        />
      </Field>
      {field ? (
        <Field label={t('conditions.how')}>
          <Select
            value={operator}
            onChange={(next) => setOperator(next as Operator)}
            options={operatorsOf[field.kind].map((each) => ({
              value: each,
              label: t(`conditions.operator.${each}`),
            }))}
          />
        </Field>
      ) : null}
      {field && takesValue(operator) ? (
        <Field label={t('bulk.value')}>
          <ValueControl key={field.key} field={field} value={value} onChange={setValue} />
        </Field>
      ) : null}
      <Button type="submit" tone="main" size="small" disabled={!ready}>
        {t('conditions.apply')}
      </Button>
    </form>
  );
}

interface ValueProps {
  field: ListedField;
  value: string;
  onChange: (value: string) => void;
}

function ValueControl({ field, value, onChange }: ValueProps) {
  const choices = useFieldChoices()(field);
  if (choices) return <Chosen options={choices} value={value} onChange={onChange} />;
  if (field.kind === 'money') return <Amount field={field} value={value} onChange={onChange} />;
  if (field.kind === 'number') return <NumberField decimals={6} negative value={value} onChange={onChange} />;
  if (field.kind === 'date' || field.kind === 'time')
    return <Input type="date" value={value} onChange={onChange} />;
  return <Input autoComplete="off" maxLength={300} value={value} onChange={onChange} />;
}

function Chosen({ options, value, onChange }: Omit<ValueProps, 'field'> & { options: Option[] }) {
  return (
    <Combobox
      value={options.find((option) => option.value === value) ?? null}
      onChange={(option) => onChange(option?.value ?? '')}
      options={options}
    />
  );
}

/** Typed in whole units, compared in minor ones. */
function Amount({ field, value, onChange }: ValueProps) {
  const { currency: own } = useSession().organisation;
  const currency = field.currency ?? own;
  const [text, setText] = useState(() => majorValue(value, currency));
  return (
    <NumberField
      decimals={2}
      negative
      unit={currency}
      value={text}
      onChange={(next) => {
        setText(next);
        onChange(minorOf(next, currency) ?? '');
      }}
    />
  );
}
