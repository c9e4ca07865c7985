import { describe, expect, test } from 'vitest';
import { type FieldRights, writesEveryField } from '#platform/access/field-rights.contract.ts';
import { userWith } from '#platform/testing/call-route.ts';
import type { CustomField } from './custom-fields.contract.ts';
import { keptFields } from './custom-fields.fixtures.ts';
import { countValues } from './custom-fields.queries.ts';

const { platform, call, as, keeper, add, edit, create, change, archive } = await keptFields();

describe('definitions', () => {
  test('a field comes back as it was made, with its label in both languages and choices with keys of their own', async () => {
    const field = await add({
      key: 'level',
      type: 'choice',
      label: { zh: '等级' },
      choices: [{ label: { en: 'Gold', zh: '金' } }, { key: 'c1', label: { en: 'Silver', zh: '银' } }],
    });
    expect(field).toMatchObject({
      key: 'level',
      label: { en: '等级', zh: '等级' },
      kinds: ['person', 'organisation'],
    });
    expect(field.choices.map(({ key }) => key)).toEqual(['c2', 'c1']);
    const { body } = await call('GET', '/custom-fields', keeper);
    expect(body.items).toContainEqual(field);
  });

  test('everybody meets the fields of what they deal with, but for those that are hidden from them', async () => {
    await add({ key: 'of_orders', of: 'order', type: 'text', label: { en: 'O' } });
    await add({ key: 'of_visits', of: 'activity', kinds: ['visit'], type: 'text', label: { en: 'V' } });
    await add({ key: 'of_people', type: 'text', label: { en: 'P' } });
    const seen = async (permissions: string[], fields: FieldRights = writesEveryField) => {
      const { status, body } = await call('GET', '/custom-fields', {
        as: { ...userWith(...permissions), fields },
      });
      expect(status).toBe(200);
      const keys = body.items.map(({ key }: CustomField) => key);
      return ['of_orders', 'of_visits', 'of_people'].filter((key) => keys.includes(key));
    };
    expect(await seen(['commerce.read'])).toEqual(['of_orders']);
    expect(await seen(['commerce.write'])).toEqual(['of_orders']);
    expect(await seen(['customers.read'])).toEqual(['of_visits', 'of_people']);
    expect(await seen([])).toEqual([]);
    const both = ['customers.read', 'commerce.read'];
    const hidden = { customers: { 'field.of_people': 'hidden' }, orders: { field: 'masked' } } as const;
    expect(await seen(both, hidden)).toEqual(['of_orders', 'of_visits']);
    expect(await seen(both, { customers: { field: 'hidden' }, orders: {} })).toEqual(['of_orders']);
    expect(await seen(['customers.fields'], hidden)).toEqual(['of_orders', 'of_visits', 'of_people']);
    expect((await call('GET', '/custom-fields')).status).toBe(401);
  });

  test('a key is nobody else’s, and has a plain form', async () => {
    const again = await call('POST', '/custom-fields', {
      ...keeper,
      body: { key: 'level', type: 'text', label: { en: 'L' } },
    });
    expect(again).toMatchObject({ status: 409, body: { code: 'customers.field_key_taken' } });
    for (const key of ['__proto__', 'Level', '1a', "a'b", 'a"; drop table x', ''])
      expect(
        (await call('POST', '/custom-fields', { ...keeper, body: { key, type: 'text', label: { en: 'L' } } }))
          .status,
      ).toBe(400);
  });

  test('choices stand once, and only where the type has some', async () => {
    const wrong = [
      { type: 'choice', choices: [] },
      { type: 'choice', choices: [{ label: { en: 'A' } }, { label: { en: 'a' } }] },
      { type: 'text', choices: [{ label: { en: 'A' } }] },
      { type: 'flag', unique: true },
      { type: 'text', currency: 'CNY' },
    ];
    const answers = [];
    for (const body of wrong)
      answers.push(
        await call('POST', '/custom-fields', { ...keeper, body: { label: { en: 'X' }, ...body } }),
      );
    expect(answers.map(({ body }) => body.code)).toEqual([
      'customers.field_choices_wrong',
      'customers.field_choices_wrong',
      'customers.field_not_of_type',
      'customers.field_not_of_type',
      'customers.field_not_of_type',
    ]);
  });

  test('PATCH /custom-fields/:id edits from the present version only, and takes no chosen choice away', async () => {
    const field = await add({
      key: 'size',
      type: 'choice',
      label: { en: 'Size' },
      choices: [
        { key: 's', label: { en: 'S', zh: '小' } },
        { key: 'm', label: { en: 'M' } },
      ],
    });
    await create({ size: 's' });
    await create({ size: 's' });
    const taken = await edit(field, { choices: [{ key: 'm', label: { en: 'M' } }] });
    expect(taken).toMatchObject({
      status: 409,
      body: { code: 'customers.field_choice_in_use', values: { choice: 'S / 小' } },
    });
    const renamed = await edit(field, { choices: [{ key: 's', label: { en: 'Small' }, archived: true }] });
    expect(renamed.body.choices).toEqual([{ key: 's', label: { en: 'Small', zh: 'Small' }, archived: true }]);
    expect(await edit(field, { label: { en: 'Late' } })).toMatchObject({
      status: 409,
      body: { code: 'customers.field_changed' },
    });
    const { body } = await call('GET', '/custom-fields/usage', keeper);
    expect(body.items).toContainEqual({ id: field.id, count: 2 });
    expect(body.exact).toBe(true);
    const reader = { as: userWith('customers.read') };
    expect((await call('GET', '/custom-fields/usage', reader)).status).toBe(403);
    const bounded = await platform.run((ctx) => countValues(ctx, 1), as);
    expect(bounded.exact).toBe(false);
    expect(bounded.items.every(({ count }) => count <= 1)).toBe(true);
  });

  test('an archived field is out of use until it comes back, and so are its values', async () => {
    const field = await add({ key: 'gone', type: 'text', label: { en: 'Gone' } });
    const made = await create({ gone: 'kept' });
    const { body: archived } = await archive(field);
    expect((await call('GET', `/customers/${made.body.id}`, keeper)).body.customFields).toEqual({});
    expect((await change(made.body, { customFields: { gone: 'x' } })).body.code).toBe(
      'customers.field_unknown',
    );
    await edit(archived, { archived: false });
    expect((await call('GET', `/customers/${made.body.id}`, keeper)).body.customFields).toEqual({
      gone: 'kept',
    });
  });

  test('PUT /custom-fields/order and headings put fields where people want them', async () => {
    const group = await call('POST', '/custom-field-groups', { ...keeper, body: { label: { en: 'VIP' } } });
    const one = await add({ key: 'one', type: 'text', label: { en: '1' }, groupId: group.body.id });
    const two = await add({ key: 'two', type: 'text', label: { en: '2' } });
    expect(
      (await call('PUT', '/custom-fields/order', { ...keeper, body: { ids: [two.id, one.id] } })).status,
    ).toBe(200);
    const list = await call('GET', '/custom-fields', keeper);
    expect(list.body.items.slice(0, 2).map(({ key }: CustomField) => key)).toEqual(['two', 'one']);
    const renamed = await call('PATCH', `/custom-field-groups/${group.body.id}`, {
      ...keeper,
      body: { label: { zh: '贵宾' } },
    });
    expect(renamed.body.label.en).toBe('贵宾');
    expect((await call('DELETE', `/custom-field-groups/${group.body.id}`, keeper)).status).toBe(200);
    const after = await call('GET', '/custom-fields', keeper);
    expect(after.body.items.find(({ id }: CustomField) => id === one.id).groupId).toBeNull();
    const lost = await call('POST', '/custom-fields', {
      ...keeper,
      body: { type: 'text', label: { en: 'L' }, groupId: group.body.id },
    });
    expect(lost.body.code).toBe('customers.field_group_not_found');
  });

  test('making fields needs customers.fields and reach over all customers', async () => {
    const plain = userWith('customers.read', 'customers.write');
    const narrow = {
      ...as,
      reaches: { ...as.reaches, customers: { see: 'own', change: 'own', unassigned: false } },
    } as const;
    const body = { type: 'text', label: { en: 'X' } };
    const answers = [
      await call('POST', '/custom-fields', { as: plain, body }),
      await call('POST', '/custom-fields', { as: narrow, body }),
    ];
    expect(answers.map(({ status, body: told }) => [status, told.code])).toEqual([
      [403, 'platform.permission_missing'],
      [403, 'customers.needs_all'],
    ]);
  });
});

describe('a unique field', () => {
  test('a value is one customer’s: refused to others, free again once it is given up', async () => {
    await add({ key: 'card', type: 'text', label: { en: 'Card' }, unique: true });
    const { body: first } = await create({ card: 'A-1' });
    expect((await create({ card: 'A-1' })).body).toMatchObject({
      code: 'customers.field_value_taken',
      values: { field: 'Card' },
    });
    await change(first, { customFields: { card: 'A-2' } });
    expect((await create({ card: 'A-1' })).status).toBe(200);
  });

  test('of many who ask for one value at once exactly one gets it', async () => {
    const answers = await Promise.all([...'123456'].map(() => create({ card: 'RACE' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
  });

  test('a field becomes unique only where no value stands twice, and keeps what stands', async () => {
    const field = await add({ key: 'badge', type: 'text', label: { en: 'Badge' } });
    const { body: one } = await create({ badge: 'X' });
    await create({ badge: 'X' });
    expect(await edit(field, { unique: true })).toMatchObject({
      status: 409,
      body: { code: 'customers.field_values_repeat', values: { value: 'X' } },
    });
    await change(one, { customFields: { badge: 'Y' } });
    expect((await edit(field, { unique: true })).status).toBe(200);
    expect((await create({ badge: 'X' })).body.code).toBe('customers.field_value_taken');
  });

  test('a field with a value that is too long for it does not become unique, and says which', async () => {
    const field = await add({ key: 'motto', type: 'text', label: { en: 'Motto' } });
    // Different enough that no key of an index holds it, however it is packed.
    const sign = (_: unknown, index: number) => String.fromCodePoint(0x4e00 + ((index * 7_919) % 20_000));
    const motto = Array.from({ length: 1_990 }, sign).join('');
    const { body: made } = await create({ motto });
    expect(await edit(field, { unique: true })).toMatchObject({
      status: 409,
      body: { code: 'customers.field_values_too_long', values: { value: motto.slice(0, 40), most: 500 } },
    });
    await change(made, { customFields: { motto: 'short' } });
    expect((await edit(field, { unique: true })).status).toBe(200);
  });
});
