import type { Context } from '#platform/db/context.ts';
import { openFields } from '../custom-fields/custom-fields.queries.ts';
import { cellOfField, valueIn } from '../custom-fields/exported-values.ts';
import { listedGivenFields, storedName } from '../fields/customer-fields.contract.ts';
import { rightTo } from '../fields/field-rights.ts';
import type { ListedField } from './customer-list.contract.ts';
import type { CustomerRow } from './customer-row.contract.ts';
import { majorText } from './major-text.ts';

type Cell = string | number | null;

interface ExportColumn {
  /** As the first line of the file names it. */
  name: string;
  cell: (row: CustomerRow) => Cell;
}

export interface ExportColumns {
  fields: ListedField[];
  names: string[];
  cellsOf: (row: CustomerRow) => Cell[];
  /** Today, where the organisation is. */
  day: string;
}

/**
 * The columns of a file: the number of the customer, then these fields in their order, else all. Fields that the actor may
 * not see, or that are in use no more, are left out. Choices have their names in the organisation's language.
 */
export async function columnsOfExport(
  ctx: Context,
  asked: readonly ListedField[] | undefined,
): Promise<ExportColumns> {
  const { timeZone, currency, language } = await ctx.organisation();
  const users = await ctx.userNames();
  const added = new Map(
    (await openFields(ctx)).map((field) => [
      `field.${field.key}` as const,
      cellOfField(field, language, users),
    ]),
  );
  const given = givenColumns({ currency, localTime: timeIn(timeZone), users });
  const fields = [...new Set(asked ?? [...listedGivenFields, ...added.keys()])].filter(
    (key) => rightTo(ctx, key) !== 'hidden',
  );
  const columns = fields.flatMap((key): ExportColumn[] => {
    const cellOf = added.get(key as `field.${string}`);
    const own = key.slice('field.'.length);
    if (cellOf) return [{ name: key, cell: ({ customFields: told }) => cellOf(valueIn(told, own)) }];
    return key.startsWith('field.') ? [] : given(key);
  });
  return {
    fields,
    names: ['customer_id', ...columns.map(({ name }) => name)],
    cellsOf: (row) => [row.id, ...columns.map(({ cell }) => cell(row))],
    day: timeIn(timeZone)(ctx.clock.now().toISOString()).slice(0, 10),
  };
}

interface Facts {
  currency: string;
  localTime: (instant: string) => string;
  users: ReadonlyMap<string, string>;
}

/** Fields that files call otherwise than tables. */
const namedInFiles: Record<string, string> = { displayName: 'name', ownerId: 'owner' };

function givenColumns({ currency, localTime, users }: Facts): (key: string) => ExportColumn[] {
  const cells: Record<string, (row: CustomerRow) => Cell> = {
    ownerId: ({ ownerId }) => ownerId && (users.get(ownerId) ?? ownerId),
    tags: ({ tags }) => tags.map(({ name }) => name).join('; '),
    firstOrderAt: ({ firstOrderAt }) => firstOrderAt && localTime(firstOrderAt),
    lastOrderAt: ({ lastOrderAt }) => lastOrderAt && localTime(lastOrderAt),
    createdAt: ({ createdAt }) => localTime(createdAt),
    updatedAt: ({ updatedAt }) => localTime(updatedAt),
  };
  const spend: ExportColumn[] = [
    { name: 'spend', cell: ({ spendMinor }) => spendMinor && majorText(spendMinor, currency) },
    { name: 'currency', cell: () => currency },
  ];
  const told = (key: string) => (row: CustomerRow) =>
    (Object.hasOwn(row, key) ? (row[key as keyof CustomerRow] as Cell) : row.columns[key]) ?? null;
  return (key) =>
    key === 'spendMinor'
      ? spend
      : [{ name: namedInFiles[key] ?? storedName(key), cell: cells[key] ?? told(key) }];
}

function timeIn(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (instant) => format.format(new Date(instant));
}
