import type { TFunction } from 'i18next';
import type { CallOf } from '#platform/http/contract.ts';
import type { FilterDefinition } from '#platform/ui/filter.ts';
import type { Search } from '#platform/ui/link.tsx';
import type { Option } from '#platform/ui/select.tsx';
import { measuredField } from '../../quality/measured-fields.contract.ts';
import { fieldLabel } from '../../quality/web/field-label.ts';
import type { Source } from '../../sources/sources.contract.ts';
import { sourceTitle } from '../../sources/web/source-title.ts';
import { cityTier } from '../../tiers/tiers.contract.ts';
import type { profilesContract } from '../profiles.contract.ts';

type Filters = CallOf<typeof profilesContract.endpoints.count>;

/** Words of the address bar that this file understands. */
export const qualityKeys = [
  'tag',
  'cityTier',
  'source',
  'importId',
  'metByImport',
  'importOutcome',
  'work',
  'workOutcome',
  'missing',
  'invalid',
  'filled',
  'valid',
  'possibleDuplicate',
] as const;

const yesOrNo = { yes: true, no: false } as Record<string, boolean>;
const outcomes = ['created', 'updated'] as const;
const workOutcomes = ['done', 'unchanged', 'refused'] as const;

/** The address bar's words as filters of the API; what is not understood is left out. */
export function qualityFiltersOf(search: Search): Partial<Filters> {
  const oneOf = <Value extends string>(values: readonly Value[], text: string | undefined) =>
    values.find((value) => value === text);
  const idOr = (text: string | undefined) => (/^[1-9]\d{0,17}$/.test(text ?? '') ? text : undefined);
  const importId = idOr(search.importId);
  return {
    tag: idOr(search.tag),
    cityTier: oneOf([...cityTier.options, 'none'], search.cityTier),
    source: idOr(search.source),
    importId,
    metByImport: idOr(search.metByImport),
    importOutcome: importId ? oneOf(outcomes, search.importOutcome) : undefined,
    work: idOr(search.work),
    workOutcome: search.work ? oneOf(workOutcomes, search.workOutcome) : undefined,
    missing: oneOf(measuredField.options, search.missing),
    invalid: oneOf(measuredField.options, search.invalid),
    filled: oneOf(measuredField.options, search.filled),
    valid: oneOf(measuredField.options, search.valid),
    possibleDuplicate: yesOrNo[search.possibleDuplicate ?? ''],
  };
}

/** What the filters choose from, once it is known. */
export interface FilterChoices {
  tags: { id: string; name: string }[] | undefined;
  sources: Source[] | undefined;
  owners: Option[];
}

/** Tags, city tier, where records came from, and quality as filters in the reader's words. */
export function qualityDefinitions(
  { tags, sources }: FilterChoices,
  search: Search,
  { t }: { t: TFunction<'customers'> },
): FilterDefinition[] {
  const fields = measuredField.options.map((field) => ({ value: field, label: fieldLabel(field, t) }));
  const ofRecord = Boolean(search.source || search.importId);
  return [
    {
      key: 'tag',
      kind: 'choice',
      label: t('filter.tag'),
      options: (tags ?? []).map(({ id, name }) => ({ value: id, label: name })),
    },
    {
      key: 'cityTier',
      kind: 'choice',
      label: t('field.cityTier'),
      options: [...cityTier.options, 'none' as const].map((tier) => ({
        value: tier,
        label: t(`tier.${tier}`),
      })),
    },
    {
      key: 'source',
      kind: 'choice',
      label: t('filter.source'),
      options: (sources ?? []).map(({ id, name }) => ({ value: id, label: sourceTitle(name, t) })),
    },
    ...origins(search, t),
    ...(['missing', 'invalid', 'filled', 'valid'] as const).map((key) => ({
      key,
      kind: 'choice' as const,
      label: t(ofRecord ? `filter.${key}There` : `filter.${key}`),
      options: fields,
    })),
    {
      key: 'possibleDuplicate',
      kind: 'choice',
      label: t('filter.possibleDuplicate'),
      options: [
        { value: 'yes', label: t('filter.suspected') },
        { value: 'no', label: t('filter.notSuspected') },
      ],
    },
  ];
}

/** Filters that other pages lead to: what an import or a bulk act met. Offered while they are set. */
function origins(search: Search, t: TFunction<'customers'>): FilterDefinition[] {
  const imported: FilterDefinition[] = search.importId
    ? [
        {
          key: 'importId',
          kind: 'choice',
          label: t('filter.importId'),
          options: [{ value: search.importId, label: t('origin.import', { id: search.importId }) }],
        },
        {
          key: 'importOutcome',
          kind: 'choice',
          label: t('filter.importOutcome'),
          options: outcomes.map((value) => ({ value, label: t(`filter.outcome.${value}`) })),
        },
      ]
    : [];
  const worked: FilterDefinition[] = search.work
    ? [
        {
          key: 'work',
          kind: 'choice',
          label: t('filter.work'),
          options: [{ value: search.work, label: t('filter.workNo', { id: search.work }) }],
        },
        {
          key: 'workOutcome',
          kind: 'choice',
          label: t('filter.workOutcome'),
          options: workOutcomes.map((value) => ({ value, label: t(`work.figure.${value}`) })),
        },
      ]
    : [];
  const met: FilterDefinition[] = search.metByImport
    ? [
        {
          key: 'metByImport',
          kind: 'choice',
          label: t('filter.metByImport'),
          options: [{ value: search.metByImport, label: t('origin.import', { id: search.metByImport }) }],
        },
      ]
    : [];
  return [...imported, ...met, ...worked];
}
