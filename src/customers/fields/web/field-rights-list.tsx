import { useTranslation } from 'react-i18next';
import type { FieldRights } from '#platform/access/field-rights.contract.ts';
import { guardedAs } from '../../custom-fields/custom-fields.contract.ts';
import { useAllCustomFields, useInLanguage } from '../../custom-fields/web/use-custom-fields.ts';
import { guardedFields } from '../customer-fields.contract.ts';
import { FieldRightsList, type GuardedFieldNames } from './field-rights-of-kind.tsx';

/** The slot `access.fields`: the fields of customers that are not plain to somebody. */
export function Panel({ value }: { value: FieldRights }) {
  return <FieldRightsList fields={useGuardedFields()} value={value} />;
}

/** The fields of customers that have rights, those that the organisation added with names of their own. */
export function useGuardedFields(): GuardedFieldNames {
  const { t } = useTranslation('customers');
  const items = useAllCustomFields();
  const inLanguage = useInLanguage();
  const added = items.filter(({ of }) => guardedAs(of) === 'customers');
  return {
    kind: 'customers',
    title: t('fieldRights.customers'),
    known: [...guardedFields, ...added.map(({ key }) => `field.${key}`)],
    nameOf: (field) => {
      const [, group, name = ''] = /^(field|custom)\.(.+)$/s.exec(field) ?? [];
      if (group === undefined) return t(`field.${field as 'displayName'}`, { defaultValue: field });
      const own = group === 'field' ? items.find(({ key }) => key === name) : undefined;
      return own ? inLanguage(own.label) : name;
    },
  };
}
