import type { TFunction } from 'i18next';

/** The source of files whose source nobody named. */
export const unnamedSource = 'default';

/** The name of a source as pages write it. */
export function sourceTitle(name: string, t: TFunction<'customers'>): string {
  return name === unnamedSource ? t('sources.unnamed') : name;
}
