import fc from 'fast-check';
import { expect, it } from 'vitest';
import { copyWriter } from './copy-text.ts';

function decoded(lines: string): (string | null)[][] {
  const marks: Record<string, string> = { t: '\t', n: '\n', r: '\r', '\\': '\\' };
  return lines
    .split('\n')
    .slice(0, -1)
    .map((line) =>
      line
        .split('\t')
        .map((value) => (value === '\\N' ? null : value.replace(/\\(.)/g, (_, mark) => marks[mark]!))),
    );
}

it('COPY text gives back every value, with tabs, line breaks, backslashes and nulls', () => {
  const value = fc.option(
    fc.string({ unit: fc.constantFrom('a', 'N', '\\', '\t', '\n', '\r', '中', '🌲', ' '), maxLength: 12 }),
  );
  const rows = fc.array(fc.array(value, { minLength: 2, maxLength: 4 }), { maxLength: 20 });
  fc.assert(
    fc.property(rows, (table) => {
      const writer = copyWriter();
      table.forEach((values, index) => {
        writer.add(index + 1, values);
      });
      expect(decoded(writer.take().toString())).toEqual(
        table.map((values, index) => [String(index + 1), ...values]),
      );
      expect(writer.take()).toHaveLength(0);
    }),
  );
});

it('COPY text of rows that outgrow the buffer is complete', () => {
  const writer = copyWriter();
  const text = '常青'.repeat(10_000);
  for (let row = 1; row <= 50; row++) writer.add(row, [text]);
  const lines = writer.take().toString().split('\n');
  expect(lines).toHaveLength(51);
  expect(lines[49]).toBe(`50\t${text}`);
});
