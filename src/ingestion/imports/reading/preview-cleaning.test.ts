import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCustomersCsv } from '../../demo/customer-file.ts';
import { makePreview } from './preview.ts';
import { isProblemCode } from './problems.contract.ts';
import { readChunks } from './read-chunks.ts';
import type { Mapping } from './reading.contract.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cleaning-'));
});
afterAll(() => rm(folder, { recursive: true }));

const timeZone = 'Asia/Shanghai';

function countsOf(path: string, preview: ReturnType<typeof makePreview>, mapping: Mapping) {
  const chunks = [
    ...readChunks({
      path,
      dialect: preview.dialect,
      mapping,
      fromByte: 0,
      fromRow: 1,
      chunkRows: 500,
      timeZone,
    }),
  ];
  const rows = new Map<string, number>();
  for (const { cleanings } of chunks) {
    for (const { column, code, rows: more } of cleanings) {
      rows.set(`${column} ${code}`, (rows.get(`${column} ${code}`) ?? 0) + more);
    }
  }
  const sum = (of: 'rows' | 'blank' | 'cleanedRows') => chunks.reduce((all, chunk) => all + chunk[of], 0);
  const failed = chunks.reduce((all, { failures }) => all + failures.length, 0);
  return { rows, sum, failed };
}

describe('the preview of dates', () => {
  const stepsOf = (text: string) => async (header: string) => {
    const path = join(folder, 'dates.csv');
    await writeFile(path, text);
    const { columns } = makePreview({ path, timeZone });
    return columns.find((column) => column.header === header)!.cleaning!.cleaning;
  };

  it('shows birthdays that are written otherwise as a step, before and after, with their rows', async () => {
    const steps = stepsOf(
      '编号,姓名,生日\n1,张伟,1990/3/5\n2,李娜,1985年12月28日\n3,王芳,1990-03-05\n4,赵敏,1990/3/5\n',
    );
    expect(await steps('生日')).toEqual([
      {
        code: 'date.one_form',
        rows: 3,
        examples: [
          { before: '1990/3/5', after: '1990-03-05' },
          { before: '1985年12月28日', after: '1985-12-28' },
        ],
      },
    ]);
  });

  it('shows times of orders that are written otherwise, and no step where all are in the one form', async () => {
    const file = (times: string[]) =>
      ['订单号,下单时间,金额', ...times.map((time, index) => `${index + 1},${time},5`)].join('\n');
    const steps = await stepsOf(file(['2024年3月5日 10:00', '2024-03-06 10:00:00']))('下单时间');
    expect(steps).toEqual([
      {
        code: 'date.one_form',
        rows: 1,
        examples: [{ before: '2024年3月5日 10:00', after: '2024-03-05T10:00:00+08:00' }],
      },
    ]);
    expect(await stepsOf(file(['2024-03-05 10:00', '2024-03-06']))('下单时间')).toEqual([]);
  });
});

describe('the preview of a small file', () => {
  it('counts what a full read of the file counts, by column and rule, and so for its rows', async () => {
    const path = join(folder, 'customers.csv');
    const sums = await writeCustomersCsv(path, { rows: 1500, seed: 11, dirtyPermille: 400 });
    const preview = makePreview({ path, timeZone });
    const read = countsOf(path, preview, preview.proposal.mapping);
    const shown = new Map<string, number>();
    for (const { column, cleaning } of preview.columns) {
      for (const { code, rows } of cleaning?.cleaning ?? []) shown.set(`${column} ${code}`, rows);
    }
    const rules = [...read.rows].filter(([key]) => !isProblemCode(key.split(' ')[1]!));
    expect(shown.size).toBeGreaterThan(20);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(rules));
    expect(preview.looked).toBe(1500);
    expect(read.sum('rows')).toBe(1500);
    expect(preview.lookedCleaned).toBe(read.sum('cleanedRows'));
    expect(preview.lookedFailed).toBe(read.failed);
    expect({ blankRows: read.sum('blank'), unreadableRows: read.failed }).toEqual({
      blankRows: sums.blankRows,
      unreadableRows: sums.unreadableRows,
    });
  });

  it('counts rows that fill too little, and blank cells behind the frequent values', async () => {
    const path = join(folder, 'gaps.csv');
    await writeFile(path, '姓名,手机,城市\nAda,13800138000,杭州\nBob,,\nCid,N/A,\n,,\n');
    const { proposal, ...whole } = makePreview({ path, timeZone });
    expect(whole.lookedThin).toBe(0);
    expect(whole.columns[2]!.values).toEqual([
      { value: '杭州', rows: 1 },
      { value: '', rows: 3 },
    ]);
    const mapping = { ...proposal.mapping, leastFilled: 2 };
    const left = makePreview({ path, timeZone, mapping });
    expect(left).toMatchObject({ looked: 4, lookedThin: 2, lookedFailed: 0 });
    expect(left.sample.map(({ status }) => status)).toEqual(['read', 'thin', 'thin', 'blank']);
    const steps = left.columns.flatMap(({ cleaning }) => cleaning?.cleaning ?? []);
    expect(steps.map(({ code }) => code)).not.toContain('value.placeholder');
  });

  it('follows switches and fixes', async () => {
    const path = join(folder, 'switched.csv');
    await writeCustomersCsv(path, { rows: 600, seed: 12, dirtyPermille: 900 });
    const { proposal } = makePreview({ path, timeZone });
    const columns = proposal.mapping.columns.map((one) => {
      if (one.field === 'customer.city') return { ...one, fixes: [{ from: '北京市', to: '上海市' }] };
      return one.field === 'customer.occupation' ? { ...one, off: ['value.placeholder'] } : one;
    });
    const preview = makePreview({ path, timeZone, mapping: { ...proposal.mapping, columns } });
    const codes = (field: string) => {
      const place = columns.find((one) => one.field === field)!.column;
      return preview.columns[place]!.cleaning!.cleaning.map(({ code }) => code);
    };
    expect(codes('customer.city')).toContain('value.fixed');
    expect(codes('customer.occupation')).not.toContain('value.placeholder');
    const city = preview.columns.find(({ header }) => header === '城市')!;
    expect(city.values.some(({ value, rows }) => value === '北京市' && rows > 1)).toBe(true);
  });
});
