import type { TFunction } from 'i18next';
import type { ColumnProfile } from '../reading/reading.contract.ts';

/** The header of a column, or its number where the file names none. Columns count from 0. */
export function columnName(
  profile: Pick<ColumnProfile, 'header'> | undefined,
  column: number,
  t: TFunction<'ingestion'>,
): string {
  return profile?.header || t('columns.unnamed', { number: column + 1 });
}
