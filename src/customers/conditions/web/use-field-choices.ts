import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useColleagues } from '#platform/ui/colleagues.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { useFormat } from '#platform/ui/session.tsx';
import { useCustomFields } from '../../custom-fields/web/use-custom-fields.ts';
import type { ListedField } from '../../fields/web/field-name.ts';
import { namedOptions, timeZoneOptions } from '../../profiles/web/customer-places.ts';
import { useTags } from '../../tags/web/use-tags.ts';
import { cityTier } from '../../tiers/tiers.contract.ts';

/** What the values of a field are chosen from; undefined where they are typed. */
export function useFieldChoices(): (field: ListedField) => Option[] | undefined {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const colleagues = useColleagues();
  const { items } = useCustomFields();
  const { items: tags = [] } = useTags();
  const countries = useMemo(() => namedOptions('region', null, format), [format]);
  const languages = useMemo(() => namedOptions('language', null, format), [format]);
  const zones = useMemo(timeZoneOptions, []);
  return (field) => {
    const { key, kind, choices } = field;
    if (key === 'country') return countries;
    if (key === 'language') return languages;
    if (key === 'timeZone') return zones;
    if (key === 'tags') return tags.map(({ id, name }) => ({ value: id, label: name }));
    if (key === 'cityTier')
      return cityTier.options.map((tier) => ({ value: tier, label: t(`tier.${tier}`) }));
    if (key === 'kind' || key === 'gender')
      return (choices ?? []).map((each) => ({ value: each, label: t(`${key}.${each}`) }));
    if (kind === 'person') return colleagues.map(({ id, name }) => ({ value: id, label: name }));
    if (kind === 'flag')
      return ['true', 'false'].map((value) => ({
        value,
        label: t(value === 'true' ? 'fields.yes' : 'fields.no'),
      }));
    const own = items.find((each) => `field.${each.key}` === key);
    if (kind !== 'choice' && kind !== 'list') return undefined;
    return (own?.choices ?? []).map((each) => ({ value: each.key, label: each.label[format.language] }));
  };
}
