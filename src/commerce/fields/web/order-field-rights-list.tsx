import { useTranslation } from 'react-i18next';
import {
  FieldRightsList,
  type GuardedFieldNames,
  useCustomFields,
  useInLanguage,
} from '#customers/public.web.ts';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { guardedOrderFields } from '../order-fields.contract.ts';

/** The slot `access.fields`: the fields of orders that are not plain to somebody. */
export function Panel({ value }: { value: FieldRights }) {
  return <FieldRightsList fields={useGuardedOrderFields()} value={value} />;
}

/** The fields of orders that have rights, those that the organisation added with names of their own. */
export function useGuardedOrderFields(): GuardedFieldNames {
  const { t } = useTranslation('commerce');
  const { items } = useCustomFields('order');
  const inLanguage = useInLanguage();
  return {
    kind: 'orders',
    title: t('fieldRights.orders'),
    known: [...guardedOrderFields, ...items.map(({ key }) => `field.${key}`)],
    nameOf: (field) => {
      const [, name] = /^field\.(.+)$/.exec(field) ?? [];
      if (name === undefined) return t(`field.${field as 'store'}`, { defaultValue: field });
      const own = items.find(({ key }) => key === name);
      return own ? inLanguage(own.label) : name;
    },
  };
}
