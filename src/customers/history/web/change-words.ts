import { useTranslation } from 'react-i18next';
import { useColleagueName } from '#platform/ui/colleagues.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomValue } from '../../custom-fields/custom-value.contract.ts';
import { useValueText } from '../../custom-fields/web/field-text.ts';
import { useCustomFields, useInLanguage } from '../../custom-fields/web/use-custom-fields.ts';
import { nameOfField } from '../../fields/web/field-name.ts';
import { valueText } from '../../origins/web/value-text.ts';
import { phoneText } from '../../profiles/web/contact-value.tsx';
import type { ValueChange } from '../history.contract.ts';

/** How people call a field that changed, and how its values read. */
export function useChangeWords() {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { items } = useCustomFields();
  const inLanguage = useInLanguage();
  const added = useValueText();
  const colleague = useColleagueName();
  const customField = (field: string) => items.find(({ key }) => `field.${key}` === field);
  return {
    fieldName(field: string): string {
      const custom = customField(field);
      if (custom) return inLanguage(custom.label);
      if (field.startsWith('custom.')) return field.slice('custom.'.length);
      return nameOfField({ key: field }, t, format.language);
    },
    text({ field }: Pick<ValueChange, 'field'>, value: CustomValue): string {
      const custom = customField(field);
      if (custom) return added(custom, value);
      if (field === 'ownerId') return colleague(String(value));
      if (field === 'phone') return phoneText(String(value));
      // A year alone is a mask.
      if (field === 'birthday' && !String(value).includes('-')) return String(value);
      return valueText(field, String(value), t, format);
    },
  };
}
