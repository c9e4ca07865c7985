import type { Context } from '#platform/db/context.ts';
import { uniqueFields } from '../custom-fields/custom-fields.queries.ts';
import { longestUnique } from '../custom-fields/custom-value.contract.ts';
import {
  drawIds,
  dropRows,
  type HeldValue,
  heldValues,
  passValues,
  releaseValues,
  stagedRows,
  stageTellsUnique,
  takeFreeValues,
  type UniqueField,
} from './staged-values.queries.ts';
import { claimOf, type RefusedRow, type WalkedRow, walkValues } from './walk-values.ts';

/** A row whose value of a unique field cannot be its activity's: another has it, or it is too long to be told apart. */
export interface RefusedValue {
  rowNo: string;
  /** Of the field. */
  key: string;
  value: string;
  reason: 'taken' | 'tooLong';
}

/**
 * Gives the unique values of the staged rows to their activities, and takes the rows off the stage that tell what is
 * another activity's, as if rows came one at a time. Others can neither take these values until the transaction ends, nor
 * make a field unique. Costs one question where no field of activities is unique.
 */
export async function claimStagedValues(ctx: Context): Promise<RefusedValue[]> {
  const fields = await uniqueFields(ctx, 'activity');
  if (fields.length === 0 || !(await stageTellsUnique(ctx, fields))) return [];
  await drawIds(ctx);
  const free = await takeFreeValues(ctx, fields);
  const stored = await heldValues(ctx, fields);
  const customerOf = new Map<string, string>();
  const tooLong: RefusedRow[] = [];
  const rows: WalkedRow[] = [];
  for (const { rowNo, customerId, ownId, fields: told } of await stagedRows(ctx, fields)) {
    customerOf.set(ownId, customerId);
    const row = { rowNo, activity: ownId, told: told ? toldOf(fields, told) : [] };
    const long = row.told.find(({ value }) => value.length > longestUnique);
    if (long) tooLong.push({ rowNo, ...long });
    else rows.push(row);
  }
  const before = stored.filter((held) => !free.has(claimOf(held)));
  const { refused, holders } = walkValues(
    rows,
    new Map(before.map((held) => [claimOf(held), held.activityId])),
  );
  await storeHolders(ctx, stored, holders, customerOf);
  if (refused.length + tooLong.length > 0)
    await dropRows(
      ctx,
      [...refused, ...tooLong].map(({ rowNo }) => rowNo),
    );
  const keyOf = new Map(fields.map(({ id, key }) => [id, key]));
  const worded = (reason: RefusedValue['reason']) => (row: RefusedRow) => {
    const { rowNo, fieldId, value } = row;
    return { rowNo, key: keyOf.get(fieldId)!, value, reason };
  };
  return [...refused.map(worded('taken')), ...tooLong.map(worded('tooLong'))];
}

function toldOf(fields: readonly UniqueField[], told: Record<string, string>): WalkedRow['told'] {
  return fields.flatMap(({ id, key }) =>
    Object.hasOwn(told, key) ? [{ fieldId: id, value: told[key]! }] : [],
  );
}

/** Brings the stored values in step with who has them after the walk. */
async function storeHolders(
  ctx: Context,
  stored: readonly HeldValue[],
  holders: ReadonlyMap<string, string>,
  customerOf: ReadonlyMap<string, string>,
): Promise<void> {
  const gone = stored.filter((held) => !holders.has(claimOf(held)));
  const passed = stored.flatMap((held) => {
    const activityId = holders.get(claimOf(held)) ?? held.activityId;
    return activityId === held.activityId
      ? []
      : [{ ...held, activityId, customerId: customerOf.get(activityId)! }];
  });
  if (gone.length > 0) await releaseValues(ctx, gone);
  if (passed.length > 0) await passValues(ctx, passed);
}
