import type { ImportOptions } from './import-options.contract.ts';
import type { Dialect, Mapping } from './reading/reading.contract.ts';

/** How a draft reads its file, however that was found out. */
export interface SetUp {
  dialect: Dialect;
  mapping: Mapping;
  options: ImportOptions;
  recipeId?: string | undefined;
  mends?: string | undefined;
}
