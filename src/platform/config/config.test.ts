import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing needs to be set: the data folder lies here and only this machine gets in', () => {
  expect(readConfig({})).toEqual({
    dataFolder: resolve('data'),
    host: '127.0.0.1',
    port: 4380,
    publicUrl: undefined,
    trustedProxies: [],
    databaseUrl: undefined,
    auditMonths: undefined,
    movementMonths: 24,
    keyCallsAMinute: 600,
    userCallsAMinute: 6_000,
    strangerCallsAMinute: 600,
    auditReadsFrom: 1_000,
    backupHour: 2,
    backupFolder: resolve('data', 'backups'),
    backupKeepDays: 7,
    backupKeepWeeks: 4,
    columnar: { memoryMb: 512, threads: 2 },
    privateTargets: [],
    logLevel: 'info',
  });
});

test('an empty setting counts as not set', () => {
  expect(readConfig({ PORT: '', PUBLIC_URL: '', TRUSTED_PROXIES: '' })).toEqual(readConfig({}));
});

test('a public address loses the slash at its end, and proxies may be addresses and networks', () => {
  const config = readConfig({ PUBLIC_URL: 'https://crm.example.com/', TRUSTED_PROXIES: '10.0.0.0/8, ::1' });
  expect([config.publicUrl, config.trustedProxies]).toEqual([
    'https://crm.example.com',
    ['10.0.0.0/8', '::1'],
  ]);
});

test('wrong settings are named all at once', () => {
  const environment = {
    PORT: '70000',
    PUBLIC_URL: 'javascript:alert(1)',
    DATABASE_URL: 'mysql://x',
    TRUSTED_PROXIES: 'everybody',
  };
  const message = () => readConfig(environment);
  for (const name of Object.keys(environment)) expect(message).toThrow(name);
});

test('the settings cannot be changed while running', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});
