import { expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { currencyRoutes } from './currencies.routes.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, [currencyRoutes]);
const reader = userWith('commerce.read');
const writer = userWith('commerce.read', 'commerce.write');

const put = (path: string, rate: string) => call('PUT', path, { body: { rate }, as: writer });

test('PUT /currencies/:currency/rates/:validFrom sets a rate and sets it anew', async () => {
  expect(await put('/currencies/USD/rates/2026-01-01', '7')).toMatchObject({ status: 200 });
  const again = await put('/currencies/USD/rates/2026-01-01', '7.20');
  expect(again.body).toEqual({ currency: 'USD', validFrom: '2026-01-01', rate: '7.2' });
  expect(await put('/currencies/XQZ/rates/2026-01-01', '7')).toMatchObject({
    status: 400,
    body: { code: 'commerce.unknown_currency' },
  });
  expect(await put('/currencies/CNY/rates/2026-01-01', '7')).toMatchObject({
    status: 409,
    body: { code: 'commerce.own_currency' },
  });
  for (const rate of ['0', '0.0', '-1', '1e3', ''])
    expect((await put('/currencies/USD/rates/2026-01-01', rate)).status).toBe(400);
});

test('GET /currencies and GET /currencies/:currency/rates show what is set', async () => {
  const currencies = await call('GET', '/currencies', { as: reader });
  expect(currencies.body).toMatchObject({
    baseCurrency: 'CNY',
    items: [
      { currency: 'CNY', isBase: true },
      { currency: 'USD', rate: '7.2' },
    ],
  });
  const rates = await call('GET', '/currencies/USD/rates', { as: reader });
  expect(rates.body).toEqual({
    items: [{ currency: 'USD', validFrom: '2026-01-01', rate: '7.2' }],
    next: null,
  });
  const cursor = Buffer.from('["rates USD","soon","0"]').toString('base64url');
  const wrong = await call('GET', `/currencies/USD/rates?cursor=${cursor}`, { as: reader });
  expect(wrong).toMatchObject({ status: 400, body: { code: 'platform.wrong_cursor' } });
});

test('DELETE /currencies/:currency/rates/:validFrom takes a rate away once', async () => {
  const remove = () => call('DELETE', '/currencies/USD/rates/2026-01-01', { as: writer });
  expect((await remove()).status).toBe(200);
  expect(await remove()).toMatchObject({ status: 404, body: { code: 'commerce.rate_not_found' } });
});

test('who may not read or write rates is refused', async () => {
  const stranger = userWith('customers.read');
  expect((await call('GET', '/currencies', { as: stranger })).status).toBe(403);
  expect((await call('GET', '/currencies/USD/rates', { as: stranger })).status).toBe(403);
  expect(
    (await call('PUT', '/currencies/USD/rates/2026-01-01', { body: { rate: '1' }, as: reader })).status,
  ).toBe(403);
  expect((await call('DELETE', '/currencies/USD/rates/2026-01-01', { as: reader })).status).toBe(403);
});
