import { expect, test } from 'vitest';
import { outageOf } from './outages.ts';

const coded = (code: string, more: object = {}) => Object.assign(new Error('something'), { code, ...more });

test('a full disk is known by what the file system and the database say', () => {
  for (const code of ['ENOSPC', 'EDQUOT', '53100']) expect(outageOf(coded(code))).toBe('diskFull');
  expect(outageOf(new Error('could not store', { cause: coded('ENOSPC') }))).toBe('diskFull');
});

test('a database that is away, stopping, starting or recovering is an outage', () => {
  for (const code of ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '08006', '57P01', '57P02', '57P03', '53300'])
    expect(outageOf(coded(code))).toBe('databaseAway');
  expect(outageOf(coded('ENOENT', { syscall: 'connect' }))).toBe('databaseAway');
  expect(outageOf(new Error('Connection terminated unexpectedly'))).toBe('databaseAway');
  expect(outageOf(new Error('Client has encountered a connection error and is not queryable'))).toBe(
    'databaseAway',
  );
});

test('everything else is none: a missing file, a statement that was cancelled, a value that is refused', () => {
  for (const error of [coded('ENOENT', { syscall: 'open' }), coded('57014'), coded('22003'), coded('40P01')])
    expect(outageOf(error)).toBeUndefined();
  expect(outageOf('ENOSPC')).toBeUndefined();
});
