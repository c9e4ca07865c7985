import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import { FilterBar } from '#platform/ui/filter-bar.tsx';
import type { Search } from '#platform/ui/link.tsx';
import { useFormat, useSession } from '#platform/ui/session.tsx';
import { ConditionBar } from '../../conditions/web/condition-bar.tsx';
import { useFieldRights } from '../../fields/web/field-right.ts';
import { sourcesContract } from '../../sources/sources.contract.ts';
import { useTags } from '../../tags/web/use-tags.ts';
import { profilesContract } from '../profiles.contract.ts';
import { countriesOf, fieldsOfFilter, filterDefinitions } from './customer-search.ts';
import { useOwnerChoices } from './owner-choices.ts';

interface ListFiltersProps {
  search: Search;
  /** Those that other domains bring. */
  others: FilterDefinition[];
  onChange: (change: Search) => void;
}

/** The filters of the list as chips, with what they choose from. */
export function ListFilters({ search, others, onChange }: ListFiltersProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { currency } = useSession().organisation;
  const places = useEndpoint(profilesContract.endpoints.facets, {
    country: countriesOf(search).length === 1 && search.country !== 'none' ? search.country : undefined,
    region: search.region,
  });
  const { items: tags } = useTags();
  const known = useEndpoint(sourcesContract.endpoints.sources, {});
  const owners = useOwnerChoices();
  const { reads } = useFieldRights();
  return (
    <>
      <FilterBar
        filters={[
          ...others,
          ...filterDefinitions(places.data, { owners, tags, sources: known.data?.items }, search, {
            t,
            format,
            currency,
          }).filter(({ key }) => (fieldsOfFilter[key] ?? []).every(reads)),
        ]}
        values={search}
        onChange={onChange}
      />
      <ConditionBar value={search.where} onChange={(where) => onChange({ where })} />
    </>
  );
}
