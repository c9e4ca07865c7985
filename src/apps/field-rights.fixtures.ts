import type { UserActor } from '#platform/access/actor.ts';
import type { CallRoute } from '#platform/testing/call-route.ts';
import type { TestPlatform } from '#platform/testing/test-platform.ts';

/**
 * What a customer holds in each field that roles may keep people from, in every form in which it could come out. Each
 * stands nowhere else.
 */
export const secrets: Record<string, string[]> = {
  displayName: ['zqdisplay', 'zqfamily', 'zqgiven'],
  company: ['zqcompany'],
  phone: ['13987654321', '139 8765 4321', '87654321'],
  email: ['zqmail'],
  wechat: ['zqwechat'],
  website: ['zqsite'],
  gender: ['"gender":"other"'],
  birthday: ['1987-06-05'],
  occupation: ['zqjob'],
  creditCode: ['ZQCREDIT'],
  idNumber: ['110101'],
  language: ['"eo"'],
  timeZone: ['Kiritimati'],
  country: ['"BT"', ',BT,'],
  region: ['zqregion'],
  city: ['zqcity'],
  district: ['zqdistrict'],
  address: ['zqaddress'],
  postalCode: ['zqpost'],
  cameFrom: ['zqcame'],
  ownerId: ['77123'],
  tags: ['zqtag'],
  orders: ['43211'],
  cancellations: ['61616'],
  spendMinor: ['987654329', '9876543.29'],
  firstOrderAt: ['2011-02-03'],
  lastOrderAt: ['2012-03-04'],
  field: ['zqfield'],
  custom: ['zqshoe'],
};

export interface Planted {
  id: string;
  otherId: string;
  tagId: string;
  points: Record<string, string>;
}

/** What is told of the customer itself. */
export const fields = {
  displayName: 'zqdisplay',
  familyName: 'zqfamily',
  givenName: 'zqgiven',
  company: 'zqcompany',
  gender: 'other',
  birthday: '1987-06-05',
  occupation: 'zqjob',
  creditCode: 'ZQCREDIT9',
  language: 'eo',
  timeZone: 'Pacific/Kiritimati',
  country: 'BT',
  region: 'zqregion',
  city: 'zqcity',
  district: 'zqdistrict',
  address: 'zqaddress',
  postalCode: 'zqpost',
  cameFrom: 'zqcame',
};

/** A customer with every secret in every place that may hold one, and another who is related to it and may be it. */
export async function plantCustomer(
  platform: TestPlatform,
  call: CallRoute,
  as: UserActor,
): Promise<Planted> {
  const post = async (path: string, body: object) => {
    const answer = await call('POST', path, { body, as });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.text}`);
    return answer.body;
  };
  const contacts = {
    phone: '139 8765 4321',
    email: 'zqmail@vast.example',
    wechat: 'zqwechat',
    website: 'zqsite.example',
  };
  const customer = await post('/customers', {
    ...fields,
    ownerId: '77123',
    contactPoints: Object.entries(contacts).map(([kind, value]) => ({ kind, value })),
  });
  const { id } = customer;
  const other = await post('/customers', {
    displayName: 'Somebody',
    contactPoints: [{ kind: 'email', value: 'o@example.com' }],
  });
  const tag = (await post(`/customers/${id}/tags`, { name: 'zqtag' })).items[0];
  await post(`/customers/${other.id}/relations`, { kind: 'referred_by', relatedId: id });
  await post('/orders', {
    customerId: id,
    kind: 'sale',
    number: 'N1',
    lines: [{ productCode: 'P', productName: 'Product', quantity: '1', unitPrice: '10' }],
  });
  await plantBesides(platform, id, other.id, contacts);
  await platform.database.pool.query(
    `insert into customers.reminders (customer_id, text, due_at, assignee_id, user_id, made_by, made_at)
     values ($1, 'Call', now(), 1, 1, 'user:1', now()), ($1, 'Write', now(), null, 77123, 'user:1', now())`,
    [id],
  );
  const points = customer.contactPoints.map((point: { kind: string; id: string }) => [point.kind, point.id]);
  return { id, otherId: other.id, tagId: tag.id, points: Object.fromEntries(points) };
}

/** What no endpoint writes: totals, an identity number, own fields, what arrived, a possible duplicate. */
async function plantBesides(
  platform: TestPlatform,
  id: string,
  otherId: string,
  contacts: Record<string, string>,
): Promise<void> {
  const { pool } = platform.database;
  const told = JSON.stringify({
    ...fields,
    ...contacts,
    custom: 'zqshoe',
    idNumber: '110101',
    tags: 'zqtag',
  });
  const notes = Object.fromEntries(
    ['region', 'city', 'phone'].map((field) => [field, { before: told, suggestion: told }]),
  );
  const stored = {
    display_name: 'zqdisplay',
    region: 'zqregion',
    city: 'zqcity',
    address: 'zqaddress',
    'custom.Shoe': 'zqshoe',
    'field.club': 'zqfield',
  };
  await pool.query(
    `update customers.customers set custom = '{"Shoe": "zqshoe"}',
      field_values = '{"club": "zqfield"}' where id = $1`,
    [id],
  );
  await pool.query(`insert into customers.custom_fields (key, type, label, kinds, position, created_at, updated_at) values
    ('club', 'text', '{"en": "Club", "zh": "俱乐部"}', '{person}', 1, now(), now())`);
  await pool.query(
    `update customers.totals set orders = 43211, cancellations = 61616, spend_minor = 987654329,
      first_order_at = '2011-02-03T04:05:06Z', last_order_at = '2012-03-04T05:06:07Z' where customer_id = $1`,
    [id],
  );
  await pool.query(
    `insert into customers.id_numbers (customer_id, kind, value) values ($1, 'resident', '110101198706051234')`,
    [id],
  );
  await pool.query(`insert into customers.sources (name) values ('Till')`);
  for (const [kind, value] of [
    ['phone', '+8613987654321'],
    ['email', 'zqmail@vast.example'],
    ['content', 'print-zqdisplay'],
  ])
    await pool.query(
      `insert into customers.source_records (customer_id, source_id, key_kind, key_value, payload, payload_hash, fields, contacts, notes)
       select $1, (select id from customers.sources where name = 'Till'), $2, $3, $4, $2, $5, $6, $7`,
      [
        id,
        kind,
        value,
        told,
        JSON.stringify(stored),
        JSON.stringify([{ kind: 'phone', value: '+8613987654321', entered: '139 8765 4321' }]),
        JSON.stringify(notes),
      ],
    );
  await plantFormer(platform, id);
  await pool.query(
    `insert into customers.possible_duplicates (customer_id, other_customer_id, kind, value, state, created_at)
     values ($1, $2, 'phone', '+8613987654321', 'open', now())`,
    [id, otherId],
  );
}

/** What values were before, of every field that keeps it. */
async function plantFormer({ database }: TestPlatform, id: string): Promise<void> {
  const former = {
    display_name: 'zqdisplay',
    family_name: 'zqfamily',
    given_name: 'zqgiven',
    company: 'zqcompany',
    phone: '+8613987654321',
    email: 'zqmail@vast.example',
    wechat: 'zqwechat',
    website: 'zqsite',
    birthday: '1987-06-05',
    occupation: 'zqjob',
    credit_code: 'ZQCREDIT',
    id_number: '110101',
    language: 'eo',
    time_zone: 'Kiritimati',
    country: 'BT',
    region: 'zqregion',
    city: 'zqcity',
    district: 'zqdistrict',
    address: 'zqaddress',
    postal_code: 'zqpost',
    came_from: 'zqcame',
    owner_id: 77123,
    tags: 'zqtag',
    'custom.Shoe': 'zqshoe',
    'field.club': 'zqfield',
  };
  await database.pool.query(
    `insert into customers.value_changes (customer_id, changed_at, field, before, after, changed_by, way)
     select $1, now(), key, case when n = 1 then value end, case when n = 2 then value end, 'user:1', 'hand'
     from jsonb_each($2::jsonb), generate_series(1, 2) n`,
    [id, JSON.stringify(former)],
  );
}

export const where = (...condition: string[]) => `where=${encodeURIComponent(JSON.stringify([condition]))}`;

/** What asks about a field. */
export const asked: Record<string, string[]> = {
  displayName: ['sort=displayName', 'missing=familyName', where('displayName', 'begins', 'z')],
  phone: ['missing=phone', 'valid=phone', where('phone', 'begins', '+8613'), 'sort=phone'],
  email: ['invalid=email'],
  birthday: ['filled=birthday', 'sort=birthday'],
  country: ['country=BT', 'country=none', '/customers/facets?country=BT'],
  region: ['region=zqregion', '/customers/facets?region=zqregion', 'sort=region'],
  city: ['city=zqcity', 'cityTier=first', 'cityTier=none', 'sort=city', 'sort=cityTier'],
  ownerId: ['ownerId=77123', 'ownerId=none', 'sort=ownerId'],
  tags: ['tag=1', 'sort=tags'],
  field: [where('field.club', 'is', 'zqfield'), 'sort=field.club'],
  orders: ['hasOrders=true', 'sort=orders'],
  spendMinor: ['minSpendMinor=1', 'maxSpendMinor=1', 'sort=spendMinor'],
  lastOrderAt: ['lastOrderFrom=2012-03-04', 'lastOrderTo=2012-03-04', 'sort=lastOrderAt'],
};

const filled = (field: string) => ({ type: 'field', field, operator: 'filled' });
const atLeastOne = (field: string) => ({ type: 'field', field, operator: 'atLeast', value: 1 });

/** Rules that ask about a field; no rule asks about the others. */
export const ruled: Record<string, object> = {
  displayName: { type: 'field', field: 'displayName', operator: 'begins', values: ['zq'] },
  company: filled('company'),
  phone: { type: 'field', field: 'phone', operator: 'begins', values: ['+86139'] },
  email: filled('email'),
  wechat: filled('wechat'),
  website: filled('website'),
  gender: filled('gender'),
  birthday: { type: 'age', operator: 'atLeast', value: 18 },
  occupation: filled('occupation'),
  language: filled('language'),
  timeZone: filled('timeZone'),
  country: filled('country'),
  region: filled('region'),
  city: filled('cityTier'),
  district: filled('district'),
  postalCode: filled('postalCode'),
  cameFrom: filled('cameFrom'),
  ownerId: { type: 'owner', operator: 'isNot', owners: [], nobody: true },
  tags: { type: 'tag', operator: 'any', tags: ['1'] },
  orders: atLeastOne('orders'),
  cancellations: atLeastOne('cancellations'),
  spendMinor: atLeastOne('spendMinor'),
  firstOrderAt: filled('firstOrderAt'),
  lastOrderAt: filled('lastOrderAt'),
  field: { type: 'customField', field: 'club', operator: 'is', values: ['zqfield'] },
};
