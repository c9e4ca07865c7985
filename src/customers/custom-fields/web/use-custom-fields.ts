import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useFormat } from '#platform/ui/session.tsx';
import type { CustomerKind } from '../../profiles/customer-edit.contract.ts';
import type {
  BothTexts,
  CustomField,
  CustomFieldKind,
  FieldGroup,
  FieldOwner,
} from '../custom-fields.contract.ts';
import { customFieldsContract } from '../custom-fields.contract.ts';

const { customFields } = customFieldsContract.endpoints;

/** Definitions of custom fields of customers, or of something else, archived ones too; empty until they are `ready`. */
export function useCustomFields(owner: FieldOwner = 'customer') {
  const { data, error, refetch } = useEndpoint(customFields, {});
  return useMemo(
    () => ({
      groups: data?.groups ?? [],
      items: data?.items.filter(({ of }) => of === owner) ?? [],
      ready: data !== undefined,
      /** They are on their way: what a form asks for is not known yet. */
      coming: data === undefined && !error,
      /** Why they are not known. */
      error: data === undefined ? error : null,
      retry: () => void refetch(),
    }),
    [data, error, refetch, owner],
  );
}

/** Those of everything that has some: a key names one field, whatever it is of. */
export function useAllCustomFields(): CustomField[] {
  return useEndpoint(customFields, {}).data?.items ?? [];
}

/** How people call a custom field by its key with `field.` before it, archived or not; the key itself where nobody knows it. */
export function useCustomFieldName(): (field: string) => string {
  const items = useAllCustomFields();
  const inLanguage = useInLanguage();
  return (field) => {
    const key = field.slice('field.'.length);
    const found = items.find((each) => each.key === key);
    return found ? inLanguage(found.label) : key;
  };
}

/** Picks a text in the language of the reader. */
export function useInLanguage(): (texts: BothTexts) => string {
  const { language } = useFormat();
  return (texts) => texts[language];
}

/** How people call a kind of customer or a type of activity. */
export function useKindName(): (kind: CustomFieldKind) => string {
  const { t } = useTranslation('customers');
  return (kind) =>
    kind === 'person' || kind === 'organisation' ? t(`kind.${kind}`) : t(`activity.type.${kind}`);
}

export interface FieldSection {
  /** Null: without a heading. */
  group: FieldGroup | null;
  fields: CustomField[];
}

/** The fields under their headings, in order; those without one first, empty headings left out. */
export function sectionsOf(groups: readonly FieldGroup[], fields: readonly CustomField[]): FieldSection[] {
  return [null, ...groups]
    .map((group) => ({ group, fields: fields.filter(({ groupId }) => groupId === (group?.id ?? null)) }))
    .filter((section) => section.fields.length > 0);
}

/** Those of the fields that stand in forms of a kind of customer. */
export function openFieldsOf(fields: readonly CustomField[], kind: CustomerKind): CustomField[] {
  return fields.filter(({ archivedAt, kinds }) => archivedAt === null && kinds.includes(kind));
}
