import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { userWith } from '#platform/testing/call-route.ts';
import { fieldColumns } from '../fields/customer-fields.queries.ts';
import { keptFields } from './custom-fields.fixtures.ts';

const { platform, call, as, keeper, add, create, change, archive } = await keptFields();

describe('values', () => {
  test('every type is set, read back, changed and cleared by hand, as a new version that imports leave alone', async () => {
    const choices = [
      { key: 'a', label: { en: 'A' } },
      { key: 'b', label: { en: 'B' } },
    ];
    for (const type of ['text', 'number', 'money', 'date', 'choice', 'choices', 'flag', 'url', 'person'])
      await add({
        key: `t_${type}`,
        type,
        label: { en: type },
        ...(type.startsWith('choice') ? { choices } : {}),
      });
    const values = {
      t_text: '你好',
      t_number: '1.5',
      t_money: '1250',
      t_date: '2026-03-05',
      t_choice: 'b',
      t_choices: ['a', 'b'],
      t_flag: false,
      t_url: 'https://example.com/',
      t_person: '7',
    };
    const { body: made } = await create(values);
    expect(made.customFields).toEqual(values);
    expect(made.editedFields).toContain('field.t_flag');
    const { body: changed } = await change(made, { customFields: { t_flag: true, t_choices: null } });
    expect(changed.version).toBe(made.version + 1);
    expect(changed.customFields).toEqual({ ...values, t_flag: true, t_choices: undefined });
    const same = await change(changed, { customFields: { t_flag: true, t_number: '1.50', t_choices: null } });
    expect(same.body.version).toBe(changed.version);
    const origins = await call('GET', `/customers/${made.id}/origins`, keeper);
    expect(
      origins.body.fields.find(({ field }: { field: string }) => field === 'field.t_text'),
    ).toMatchObject({ value: '你好', from: 'person', person: { actor: 'user:7' } });
  });

  test('a custom field is a field of customers like any other, read in SQL by its kind', async () => {
    const { body } = await call('GET', '/customers/fields', keeper);
    const own = body.items.filter(({ key }: { key: string }) => key.startsWith('field.t_'));
    expect(own.map(({ kind }: { kind: string }) => kind)).toEqual([
      'text',
      'number',
      'money',
      'date',
      'choice',
      'list',
      'flag',
      'url',
      'person',
    ]);
    const { rows } = await sql<Record<string, unknown>>`select ${fieldColumns(own)} from customers.customers c
      where c.field_values @> '{"t_number": "1.5"}' limit 1`.execute(platform.database.db);
    expect(rows[0]).toMatchObject({
      'field.t_number': '1.5',
      'field.t_flag': true,
      'field.t_date': '2026-03-05',
    });
  });

  test('a refused edit names every field that is at fault, and nothing is written', async () => {
    const { body: made } = await create({ t_text: 'before' });
    const { status, body } = await change(made, {
      displayName: 'After',
      customFields: { t_number: 'x', t_person: '8', nobody: '1', t_text: 'after' },
    });
    expect([status, body.code]).toEqual([400, 'customers.field_unknown']);
    expect(body.errors.map(({ path, code }: { path: string; code: string }) => [path, code])).toEqual([
      ['customFields.nobody', 'customers.field_unknown'],
      ['customFields.t_number', 'customers.field_wrong_number'],
      ['customFields.t_person', 'customers.field_wrong_person'],
    ]);
    expect((await call('GET', `/customers/${made.id}`, keeper)).body).toMatchObject({
      displayName: made.displayName,
      customFields: { t_text: 'before' },
    });
  });

  test('keys of the language, quotes and SQL are unknown fields and nothing else', async () => {
    for (const key of [
      'constructor',
      'toString',
      "x' or 1=1 --",
      '"; drop table customers.customers; --',
      'a.b',
      '',
    ]) {
      const answer = await create({ [key]: 'x' });
      expect([answer.status, answer.body.code], key).toEqual([400, 'customers.field_unknown']);
    }
    const proto = await call('POST', '/customers', {
      ...keeper,
      headers: { 'content-type': 'application/json' },
      body: '{"displayName":"P","customFields":{"__proto__":"x"}}',
    });
    expect([200, 400]).toContain(proto.status);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test('a required field is asked for by hand, of the kind of customer that it belongs to', async () => {
    const field = await add({
      key: 'vat',
      type: 'text',
      label: { en: 'VAT' },
      kinds: ['organisation'],
      required: true,
    });
    expect((await create({}, 'organisation')).body.code).toBe('customers.field_required');
    const reader = { ...as, fields: { customers: { 'field.vat': 'read' }, orders: {} } } as const;
    const body = { displayName: 'Made without', kind: 'organisation' };
    expect((await call('POST', '/customers', { as: reader, body })).status).toBe(200);
    expect((await create({ vat: '1' })).body.code).toBe('customers.field_of_other_kind');
    const { body: made } = await create({ vat: '1' }, 'organisation');
    expect((await change(made, { customFields: { vat: null } })).body.code).toBe('customers.field_required');
    await archive(field);
    expect((await create({}, 'organisation')).status).toBe(200);
  });
});

describe('lists', () => {
  const named = async (...conditions: string[][]) => {
    const query = `where=${encodeURIComponent(JSON.stringify(conditions))}`;
    const { status, body } = await call('GET', `/customers?${query}&sort=displayName`, keeper);
    if (status !== 200) return body.code;
    const counted = await call('GET', `/customers/count?${query}`, keeper);
    expect(counted.body.count).toBe(body.items.length);
    return body.items.map((row: { displayName: string }) => row.displayName);
  };

  test('a list is filtered by every type of field, and its rows tell the values', async () => {
    const choices = [
      { key: 'a', label: { en: 'A, one', zh: '甲' } },
      { key: 'b', label: { en: 'B', zh: '乙' } },
    ];
    for (const type of ['text', 'number', 'money', 'date', 'choice', 'choices', 'flag'])
      await add({
        key: `l_${type}`,
        type,
        label: { en: type },
        ...(type.startsWith('choice') ? { choices } : {}),
      });
    const made = async (displayName: string, customFields: Record<string, unknown>) =>
      call('POST', '/customers', { ...keeper, body: { displayName, customFields } });
    await made('L1', {
      l_text: 'Green Tea',
      l_number: '9',
      l_money: '500',
      l_date: '2026-03-05',
      l_choice: 'a',
      l_choices: ['a', 'b'],
      l_flag: true,
    });
    await made('L2', {
      l_text: 'tea',
      l_number: '10',
      l_date: '2026-04-01',
      l_choice: 'b',
      l_choices: ['b'],
      l_flag: false,
    });
    expect(await named(['field.l_text', 'contains', 'TEA'])).toEqual(['L1', 'L2']);
    expect(await named(['field.l_text', 'is', 'tea'])).toEqual(['L2']);
    expect(await named(['field.l_number', 'atLeast', '9.5'])).toEqual(['L2']);
    expect(await named(['field.l_number', 'is', '010.00'])).toEqual(['L2']);
    expect(await named(['field.l_money', 'atLeast', '0'], ['field.l_money', 'atMost', '500'])).toEqual([
      'L1',
    ]);
    expect(await named(['field.l_date', 'before', '2026-04-01'], ['field.l_flag', 'is', 'true'])).toEqual([
      'L1',
    ]);
    expect(await named(['field.l_choice', 'is', 'a', 'b'])).toEqual(['L1', 'L2']);
    expect(await named(['field.l_choices', 'is', 'a'])).toEqual(['L1']);
    expect(await named(['field.l_choices', 'isNot', 'a'], ['field.l_choices', 'filled'])).toEqual(['L2']);
    expect(await named(['field.l_money', 'filled'])).toEqual(['L1']);
    expect(await named(['field.l_flag', 'is', 'false'], ['field.l_money', 'empty'])).toEqual(['L2']);
    const { body } = await call('GET', '/customers?q=L2', keeper);
    expect(body.items[0].customFields).toMatchObject({ l_number: '10', l_choices: ['b'] });
  });

  test('a list is sorted by a custom field through all its pages, and who has none comes last both ways', async () => {
    const only = encodeURIComponent('[["field.l_text","contains","tea"]]');
    await call('POST', '/customers', {
      ...keeper,
      body: { displayName: 'L3', customFields: { l_text: 'no tea' } },
    });
    const sorted = async (sort: string, direction: string) => {
      const names: string[] = [];
      let cursor = '';
      do {
        const page = `/customers?where=${only}&sort=${sort}&direction=${direction}&limit=1${cursor}`;
        const { body } = await call('GET', page, keeper);
        names.push(...body.items.map((row: { displayName: string }) => row.displayName));
        cursor = body.next ? `&cursor=${body.next}` : '';
      } while (cursor !== '');
      return names.join(' ');
    };
    const fields = ['l_number', 'l_date', 'l_choice'];
    for (const key of fields) expect(await sorted(`field.${key}`, 'asc'), key).toBe('L1 L2 L3');
    for (const key of fields) expect(await sorted(`field.${key}`, 'desc'), key).toBe('L2 L1 L3');
    expect(await sorted('field.l_flag', 'desc')).toBe('L1 L2 L3');
    expect(await sorted('field.l_text', 'asc')).toBe('L1 L3 L2');
    const refused = async (sort: string) => (await call('GET', `/customers?sort=${sort}`, keeper)).body.code;
    expect(await refused('field.l_choices')).toBe('customers.field_not_comparable');
    expect(await refused('field.nobody')).toBe('customers.field_unknown');
    expect((await call('GET', `/customers?sort=${encodeURIComponent("field.a'b")}`, keeper)).status).toBe(
      400,
    );
  });

  test('a condition on no field, or one that its type does not have, is refused and never ignored', async () => {
    const answers = [
      await named(['field.nobody', 'is', 'x']),
      await named(["field.a'); drop table customers.customers; --", 'is', 'x']),
      await named(['field.l_flag', 'atLeast', '1']),
      await named(['field.l_number', 'contains', '1']),
      await named(['field.l_number', 'atLeast', 'x']),
    ];
    expect(answers).toEqual([
      'customers.field_unknown',
      'platform.wrong_input',
      ...Array(3).fill('customers.condition_unfit'),
    ]);
  });

  test('an export tells custom fields as people and imports read them, archived ones not', async () => {
    const exporter = { as: userWith('customers.read', 'customers.export') };
    const only = encodeURIComponent('[["field.l_money","filled"]]');
    const { text } = await call('GET', `/customers/export?where=${only}`, exporter);
    const [head = '', line = ''] = text.split('\n');
    const cells = head.trim().split(',');
    expect(cells).toEqual(expect.arrayContaining(['field.l_money', 'field.l_choices']));
    expect(cells).not.toContain('field.vat');
    expect(line).toContain('Green Tea,9,5.00,2026-03-05,甲,甲; 乙,true');
  });
});
