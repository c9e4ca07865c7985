import { ListPlus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#platform/ui/button.tsx';
import { Chip } from '#platform/ui/chip.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { Popover } from '#platform/ui/popover.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { fieldsContract } from '../../fields/fields.contract.ts';
import { type ListedField, nameOfField } from '../../fields/web/field-name.ts';
import type { Condition } from '../conditions.contract.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { conditionsIn, textOfConditions, valueWords } from './condition-words.ts';
import './conditions.css';
import { useFieldChoices } from './use-field-choices.ts';

const mostConditions = 10;

interface ConditionBarProps {
  /** As the address has them. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** Conditions on fields as chips in words, all of which hold; each can be changed where it stands. */
export function ConditionBar({ value, onChange }: ConditionBarProps) {
  const { t } = useTranslation('customers');
  const { data } = useEndpoint(fieldsContract.endpoints.fields, {});
  const conditions = conditionsIn(value);
  const fields = (data?.items ?? []).filter(({ listed }) => listed);
  const put = (at: number, condition: Condition | undefined) => {
    const next = conditions.toSpliced(at, 1, ...(condition ? [condition] : []));
    onChange(textOfConditions(next));
  };
  return (
    <>
      {conditions.map((condition, at) => (
        <ConditionChip
          // biome-ignore lint/suspicious/noArrayIndexKey: the same condition may stand twice while one edits
          key={at}
          condition={condition}
          fields={fields}
          onChange={(next) => put(at, next)}
        />
      ))}
      {conditions.length < mostConditions && fields.length > 0 ? (
        <Opened
          trigger={
            <Button tone="quiet" size="small" icon={ListPlus}>
              {t('conditions.add')}
            </Button>
          }
          fields={fields}
          condition={undefined}
          onChange={(next) => put(conditions.length, next)}
        />
      ) : null}
    </>
  );
}

interface ChipProps {
  condition: Condition;
  fields: ListedField[];
  onChange: (condition: Condition | undefined) => void;
}

function ConditionChip({ condition, fields, onChange }: ChipProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const choicesOf = useFieldChoices();
  const [key, operator, ...values] = condition;
  const field = fields.find((each) => each.key === key);
  const label = field ? nameOfField(field, t, format.language) : key;
  const words = field
    ? valueWords(field, values, choicesOf(field), { t, format, currency })
    : values.join(', ');
  const lead = t(`conditions.lead.${operator}`, { label });
  return (
    <Opened
      trigger={
        <Chip
          lead={values.length > 0 ? lead : ''}
          words={values.length > 0 ? words : lead}
          onRemove={() => onChange(undefined)}
        />
      }
      fields={fields}
      condition={condition}
      onChange={onChange}
    />
  );
}

function Opened(props: {
  trigger: React.ReactElement;
  fields: ListedField[];
  condition: Condition | undefined;
  onChange: (condition: Condition) => void;
}) {
  const { t } = useTranslation('customers');
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} label={t('conditions.add')} trigger={props.trigger}>
      <ConditionEditor
        fields={props.fields}
        condition={props.condition}
        onDone={(condition) => {
          setOpen(false);
          props.onChange(condition);
        }}
      />
    </Popover>
  );
}
