import type { TFunction } from 'i18next';
import type { OutputOf } from '#platform/http/contract.ts';
import type { fieldsContract } from '../fields.contract.ts';

export type ListedField = OutputOf<typeof fieldsContract.endpoints.fields>['items'][number];

/** Fields that pages call otherwise than by their key. */
const namedElsewhere: Record<string, string> = {
  phone: 'contact.phone',
  email: 'contact.email',
  wechat: 'contact.wechat',
  website: 'contact.website',
  tags: 'tags.title',
  spendMinor: 'field.spend',
  lastOrderAt: 'field.lastOrder',
  createdAt: 'field.added',
};

/** How people call a field of customers. */
export function nameOfField(
  { key, label }: Pick<ListedField, 'key' | 'label'>,
  t: TFunction<'customers'>,
  language: 'en' | 'zh',
): string {
  return label?.[language] ?? t(namedElsewhere[key] ?? `field.${key}`);
}
