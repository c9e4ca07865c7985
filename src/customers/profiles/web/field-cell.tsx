import type { ReactNode } from 'react';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { Time } from '#platform/ui/time.tsx';
import { useFieldChoices } from '../../conditions/web/use-field-choices.ts';
import { useValueText } from '../../custom-fields/web/field-text.ts';
import { useCustomFields } from '../../custom-fields/web/use-custom-fields.ts';
import type { CustomerField } from '../../fields/customer-fields.contract.ts';
import type { CustomerRow } from '../customer-row.contract.ts';
import { phoneText } from './contact-value.tsx';

const dash = <span className="pn-faint pn-none">–</span>;

/** How a field of a row reads, by what it holds. */
export function useFieldCell(): (field: CustomerField) => (row: CustomerRow) => ReactNode {
  const format = useFormat();
  const { currency } = useSession().organisation;
  const nameOf = useColleagueName();
  const choicesOf = useFieldChoices();
  const valueText = useValueText();
  const { items: customFields } = useCustomFields();
  const figure = (text: string) => <span className="pn-num">{text}</span>;
  const reader = ({ key, kind, ...field }: CustomerField): ((value: string) => ReactNode) => {
    if (kind === 'person') return nameOf;
    if (kind === 'number') return (value) => figure(format.number(value));
    if (kind === 'money')
      return (value) => figure(format.money({ amountMinor: value, currency: field.currency ?? currency }));
    if (kind === 'time') return (value) => <Time value={value} />;
    // A year alone is a mask.
    if (kind === 'date') return (value) => figure(value.includes('-') ? format.date(value) : value);
    if (kind === 'phone') return (value) => figure(phoneText(value));
    if (kind !== 'choice') return (value) => <span title={value}>{value}</span>;
    // Made when a row asks: countries and time zones are many, and most columns are not on show.
    let names: Map<string, string> | undefined;
    return (value) => {
      names ??= new Map(choicesOf({ key, kind, ...field })?.map((choice) => [choice.value, choice.label]));
      return names.get(value) ?? value;
    };
  };
  return (field) => {
    const own = customFields.find(({ key }) => `field.${key}` === field.key);
    if (own)
      return ({ customFields: told }) =>
        Object.hasOwn(told, own.key) ? valueText(own, told[own.key]!) : dash;
    const read = reader(field);
    const isOfOrders = field.key === 'orders' || field.key === 'spendMinor';
    return (row) => {
      const value = Object.hasOwn(row, field.key)
        ? (row[field.key as keyof CustomerRow] as string | number | null)
        : row.columns[field.key];
      const isNothing = isOfOrders && row.orders === 0 && Number(value) === 0;
      if (value === null || value === undefined || isNothing) return dash;
      return read(String(value));
    };
  };
}
