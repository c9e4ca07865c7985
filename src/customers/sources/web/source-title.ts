import type { TFunction } from 'i18next';

/** The name of a source as pages write it; files whose source nobody named come from one called `default`. */
export function sourceTitle(name: string, t: TFunction<'customers'>): string {
  return name === 'default' ? t('sources.unnamed') : name;
}
