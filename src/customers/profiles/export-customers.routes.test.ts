import { describe, expect, test } from 'vitest';
import { callRoutes, userWith } from '#platform/testing/call-route.ts';
import { testPlatform } from '#platform/testing/test-platform.ts';
import { customersFrom } from '../customers.fixtures.ts';
import { customersDomain } from '../domain.ts';
import { storeTotals } from './totals.queries.ts';

const platform = await testPlatform();
const call = await callRoutes(platform, customersDomain.routes);
const writer = userWith('customers.read', 'customers.write', 'customers.export');

const asWriter = { as: writer };

async function create(body: Record<string, unknown>): Promise<string> {
  const made = await call('POST', '/customers', { ...asWriter, body });
  expect(made.status).toBe(200);
  return made.body.id;
}

describe('the export', () => {
  test('GET /customers/export gives the filtered list as CSV that no spreadsheet runs as formulas', async () => {
    await create({
      displayName: '=HYPERLINK("http://evil")',
      region: 'Export',
      company: '@cmd',
      city: '-1+1',
      contactPoints: [{ kind: 'phone', value: '+44 20 7946 0018' }],
    });
    const id = await create({ displayName: '+852 号店, "旗舰"', region: 'Export' });
    await platform.run((ctx) =>
      storeTotals(ctx, [
        {
          customerId: id,
          orders: 1,
          cancellations: 2,
          spendMinor: '-1205',
          firstOrderAt: '2026-01-31T17:00:00Z',
          lastOrderAt: '2026-01-31T17:00:00Z',
        },
      ]),
    );
    const columns =
      'kind,displayName,company,phone,email,country,region,city,orders,cancellations,spendMinor,firstOrderAt,lastOrderAt,tags';
    const { status, text, headers } = await call(
      'GET',
      `/customers/export?region=Export&sort=spendMinor&columns=${columns}`,
      asWriter,
    );
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(headers['content-disposition']).toContain('customers-2026-03-05.csv');
    expect(text.split('\r\n')[0]).toBe(
      '\ufeffcustomer_id,kind,name,company,phone,email,country,region,city,orders,cancellations,spend,currency,first_order_at,last_order_at,tags',
    );
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(lines[0]).toContain(
      `person,"'=HYPERLINK(""http://evil"")",'@cmd,+442079460018,,,Export,'-1+1,0,0,0.00,CNY,,,`,
    );
    expect(lines[1]).toContain(
      `"'+852 号店, ""旗舰""",,,,,Export,,1,2,-12.05,CNY,2026-02-01 01:00:00,2026-02-01 01:00:00,`,
    );
    expect(lines).toHaveLength(2);
  });

  test('tells the columns of a list in its order, else all of them, and none that the reader may not see', async () => {
    await create({ displayName: 'Ada', birthday: '1990-01-31', address: 'Long Lane 5', region: 'Columns' });
    const exported = async (columns: string, as = writer) =>
      (await call('GET', `/customers/export?region=Columns${columns}`, { as })).text.trimEnd().split('\r\n');
    const [head, line] = await exported('&columns=birthday,region,displayName,field.nobody');
    expect([head, line!.replace(/^\d+/, '1')]).toEqual([
      '\ufeffcustomer_id,birthday,region,name',
      '1,1990-01-31,Columns,Ada',
    ]);
    const fields = { customers: { birthday: 'masked', address: 'hidden' }, orders: {} } as const;
    const shown = await exported('&columns=address,birthday', { ...writer, fields });
    expect(shown.map((each) => each.replace(/^\d+/, '1'))).toEqual(['\ufeffcustomer_id,birthday', '1,1990']);
    const all = (await exported(''))[0]!.split(',');
    expect(all).toEqual(expect.arrayContaining(['address', 'owner', 'wechat', 'city_tier', 'updated_at']));
    expect((await call('GET', '/customers/export?columns=nobody', asWriter)).status).toBe(400);
  });

  test('goes on past one batch', async () => {
    await platform.run((ctx) =>
      customersFrom(
        ctx,
        Array.from({ length: 2_500 }, (_, index) => ({ externalId: `X${index}`, region: 'Batches' })),
      ),
    );
    const { text } = await call('GET', '/customers/export?region=Batches&sort=displayName', asWriter);
    const ids = text
      .trimEnd()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[0]);
    expect(new Set(ids).size).toBe(2_500);
    const { rows } = await platform.database.pool.query(
      `select action, actor, detail from platform.audit_entries where action ~ 'export' order by id desc limit 2`,
    );
    const filter = { region: 'Batches', sort: 'displayName', bin: false };
    expect(rows).toEqual([
      { action: 'customers.exported', actor: 'user:7', detail: { rows: 2_500, whole: true, filter } },
      { action: 'customers.export_started', actor: 'user:7', detail: { filter } },
    ]);
  });
});
