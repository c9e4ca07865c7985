import { type RawBuilder, sql } from 'kysely';
import { suspected } from '../duplicates/duplicates.queries.ts';
import {
  isFilled,
  isInvalid,
  isMissing,
  isValid,
  recordExpects,
  recordHolds,
  recordProblem,
} from '../quality/field-conditions.queries.ts';
import { stands } from '../tiers/tiers.queries.ts';
import type { CustomerFilters } from './customer-filters.contract.ts';

/** Conditions over `c` by records, fields, city tier and possible duplicates. */
export function qualityConditions(filters: CustomerFilters): RawBuilder<unknown>[] {
  const conditions: RawBuilder<unknown>[] = [];
  if (filters.source || filters.importId) conditions.push(recordCondition(filters));
  else {
    if (filters.missing) conditions.push(isMissing(filters.missing));
    if (filters.invalid) conditions.push(isInvalid(filters.invalid));
    if (filters.filled) conditions.push(isFilled(filters.filled));
    if (filters.valid) conditions.push(isValid(filters.valid));
  }
  if (filters.cityTier) conditions.push(stands(filters.cityTier));
  if (filters.possibleDuplicate !== undefined)
    conditions.push(filters.possibleDuplicate ? suspected : sql`not ${suspected}`);
  return conditions;
}

/** One record that is all of this: of the source, of the import, and so filled as the filters by field say. */
function recordCondition(filters: CustomerFilters): RawBuilder<unknown> {
  const { source, importId, importOutcome, missing, invalid, filled, valid } = filters;
  const wanted: RawBuilder<unknown>[] = [sql`r.customer_id = c.id`];
  if (source) wanted.push(sql`r.source_id = ${source}`);
  if (importId) wanted.push(sql`r.import_id = ${importId}`);
  if (importId && importOutcome)
    wanted.push(importOutcome === 'created' ? sql`r.unified_by is null` : sql`r.unified_by is not null`);
  if (missing) wanted.push(recordExpects(missing), sql`not ${recordHolds(missing)}`);
  if (invalid) wanted.push(recordExpects(invalid), recordProblem(invalid));
  if (filled) wanted.push(recordExpects(filled), recordHolds(filled));
  if (valid) wanted.push(recordExpects(valid), recordHolds(valid), sql`not ${recordProblem(valid)}`);
  return sql`exists (select 1 from customers.source_records r where ${sql.join(wanted, sql` and `)})`;
}
