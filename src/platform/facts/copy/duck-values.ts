import type { DuckDBType, DuckDBValue } from '@duckdb/node-api';

type Duck = typeof import('@duckdb/node-api');
type Reader = (value: never) => unknown;

const dayMs = 86_400_000;

/** How values of a type are read in the forms that PostgreSQL's answers have. */
export function readerOf(duck: Duck, type: DuckDBType): Reader {
  const { DuckDBTypeId: id } = duck;
  const text: Reader = (value) => String(value);
  const readers: Partial<Record<number, Reader>> = {
    [id.BIGINT]: text,
    [id.UBIGINT]: text,
    [id.HUGEINT]: text,
    [id.UHUGEINT]: text,
    [id.DECIMAL]: text,
    [id.DATE]: (value: { days: number }) => dayText(value.days),
    [id.TIMESTAMP]: (value: { micros: bigint }) => momentText(value.micros),
    [id.TIMESTAMP_TZ]: (value: { micros: bigint }) => `${momentText(value.micros)}Z`,
  };
  if (type.typeId === id.LIST) {
    const reader = readerOf(duck, (type as unknown as { valueType: DuckDBType }).valueType);
    return (value: { items: DuckDBValue[] }) => value.items.map((item) => read(reader, item));
  }
  const plain: number[] = [id.BOOLEAN, id.TINYINT, id.SMALLINT, id.INTEGER, id.FLOAT, id.DOUBLE, id.VARCHAR];
  return readers[type.typeId] ?? (plain.includes(type.typeId) ? (value) => value : text);
}

export function read(reader: Reader, value: DuckDBValue): unknown {
  return value === null ? null : reader(value as never);
}

/** A parameter in a form that can be bound: lists as lists of text, as PostgreSQL gets them. */
export function bindable(duck: Duck, value: unknown): [DuckDBValue, DuckDBType | undefined] {
  if (value === undefined || value === null) return [null, duck.SQLNULL];
  if (value instanceof Date) return [value.toISOString(), duck.VARCHAR];
  if (Array.isArray(value)) {
    const items = value.map((item) => (item === null ? null : String(bindable(duck, item)[0])));
    return [duck.listValue(items), duck.LIST(duck.VARCHAR)];
  }
  if (typeof value === 'boolean') return [value, duck.BOOLEAN];
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? [BigInt(value), duck.BIGINT] : [value, duck.DOUBLE];
  return [String(value), duck.VARCHAR];
}

function dayText(days: number): string {
  return new Date(days * dayMs).toISOString().replace(/^\+0*/, '').slice(0, -14);
}

function momentText(micros: bigint): string {
  const second = 1_000_000n;
  const fraction = ((micros % second) + second) % second;
  const moment = new Date(Number((micros - fraction) / 1_000n))
    .toISOString()
    .replace(/^\+0*/, '')
    .slice(0, -5);
  return fraction === 0n ? moment : `${moment}.${String(fraction).padStart(6, '0').replace(/0+$/, '')}`;
}
