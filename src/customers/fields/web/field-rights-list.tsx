import { useTranslation } from 'react-i18next';
import type { RightsToFields } from '#platform/access/field-rights.contract.ts';
import { byPlace, useFieldName } from './field-rights-choice.tsx';
import './fields.css';

/** The fields of customers that are not plain to somebody, each with what they may do with it. */
export function Panel({ value }: { value: RightsToFields }) {
  const { t } = useTranslation('customers');
  const nameOf = useFieldName();
  const kept = Object.entries(value).toSorted(([one], [other]) => byPlace(one, other));
  if (kept.length === 0) return <p className="pn-soft">{t('fieldRights.plain')}</p>;
  return (
    <ul className="fr-list">
      {kept.map(([field, right]) => (
        <li key={field}>
          <strong>{nameOf(field)}</strong>
          <span className="pn-soft">{t(`fieldRights.says.${right}`)}</span>
        </li>
      ))}
    </ul>
  );
}
