import type { TFunction } from 'i18next';
import type { Format } from '#platform/ui/format.ts';

/** `Purchases of the last 365 days`. */
export function windowText(windowDays: number | null, t: TFunction<'segments'>, format: Format): string {
  if (windowDays === null) return t('rfm.ever');
  return t('rfm.lastDays', { count: windowDays, shown: format.number(windowDays) });
}
