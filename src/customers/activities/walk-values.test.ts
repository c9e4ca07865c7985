import fc from 'fast-check';
import { expect, test } from 'vitest';
import { claimOf, type WalkedRow, walkValues } from './walk-values.ts';

const row = (rowNo: string, activity: string, ...values: string[]): WalkedRow => ({
  rowNo,
  activity,
  told: values.map((value) => ({ fieldId: '1', value })),
});

test('the first row that tells a value has it, and who would take it is refused with what stands in the way', () => {
  const { refused, holders } = walkValues(
    [row('1', 'a', 'x'), row('2', 'b', 'x'), row('3', 'b', 'y'), row('4', 'c', 'old')],
    new Map([['1 old', 'z']]),
  );
  expect(refused).toEqual([
    { rowNo: '2', fieldId: '1', value: 'x' },
    { rowNo: '4', fieldId: '1', value: 'old' },
  ]);
  expect(Object.fromEntries(holders)).toEqual({ '1 old': 'z', '1 x': 'a', '1 y': 'b' });
});

test('an activity that tells another value, or none, lets go of what it had, for the rows that follow', () => {
  const before = new Map([['1 x', 'a']]);
  expect(walkValues([row('1', 'a', 'y'), row('2', 'b', 'x')], before).refused).toEqual([]);
  const { refused, holders } = walkValues([row('1', 'b', 'x'), row('2', 'a'), row('3', 'c', 'x')], before);
  expect(refused.map(({ rowNo }) => rowNo)).toEqual(['1']);
  expect(Object.fromEntries(holders)).toEqual({ '1 x': 'c' });
  expect(Object.fromEntries(before)).toEqual({ '1 x': 'a' });
});

const among = (letters: string[]) => fc.constantFrom(...letters);
const told = fc.uniqueArray(fc.record({ fieldId: among(['1', '2']), value: among(['x', 'y', 'z']) }), {
  selector: ({ fieldId }) => fieldId,
});
const files = fc
  .array(fc.record({ activity: among(['a', 'b', 'c', 'd']), told }), { maxLength: 24 })
  .map((rows) => rows.map((one, index) => ({ ...one, rowNo: String(index + 1) })));
const held = fc
  .dictionary(among(['1 x', '1 y', '2 x', '2 z']), among(['a', 'b', 'away']))
  .map((one) => new Map(Object.entries(one)));

test('rows cut into chunks anywhere, each knowing only what it asks of, are refused and given alike', () => {
  fc.assert(
    fc.property(files, held, fc.array(fc.nat(24)), (rows, before, cuts) => {
      const whole = walkValues(rows, before);
      const ends = [...new Set([...cuts, rows.length])].sort((one, other) => one - other);
      let stored = new Map(before);
      const refused = ends.flatMap((end, index) => {
        const chunk = rows.slice(ends[index - 1] ?? 0, end);
        const asked = new Set(chunk.flatMap((one) => one.told.map(claimOf)));
        const theirs = new Set(chunk.map(({ activity }) => activity));
        const met = [...stored].filter(([claim, activity]) => asked.has(claim) || theirs.has(activity));
        const others = [...stored].filter(([claim, activity]) => !asked.has(claim) && !theirs.has(activity));
        const walked = walkValues(chunk, new Map(met));
        stored = new Map([...others, ...walked.holders]);
        return walked.refused;
      });
      expect(refused).toEqual(whole.refused);
      expect(stored).toEqual(whole.holders);
    }),
    { numRuns: 500 },
  );
});

test('whoever has a value is told by the last of its rows that was taken, and by no other activity', () => {
  fc.assert(
    fc.property(files, held, (rows, before) => {
      const { refused, holders } = walkValues(rows, before);
      const kept = rows.filter(({ rowNo }) => !refused.some((one) => one.rowNo === rowNo));
      const last = new Map(kept.map(({ activity, told: one }) => [activity, one.map(claimOf)]));
      for (const [activity, claims] of last) {
        const has = [...holders].filter(([, holder]) => holder === activity).map(([claim]) => claim);
        expect(has.toSorted()).toEqual(claims.toSorted());
      }
    }),
  );
});
