import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import type { CustomerCandidate } from './candidates.ts';
import { importWorld } from './records.fixtures.ts';

const { platform, till, fresh, ensure, one, footprint } = await importWorld();

describe('who a candidate is', () => {
  test('answers come in the order of the candidates, and the same external id is one customer', async () => {
    const at = fresh();
    const made = await ensure([
      { externalId: `${at}1`, name: 'Ada' },
      { externalId: `${at}2`, name: 'Bo' },
      { externalId: `${at}1`, name: 'Ada', city: 'Leeds' },
    ]);
    expect(made.map((customer) => customer.outcome)).toEqual(['created', 'created', 'updated']);
    expect(made[0]!.customerId).toBe(made[2]!.customerId);
    expect(made[0]!.customerId).not.toBe(made[1]!.customerId);
    expect((await one(made[0]!.customerId)).city).toBe('Leeds');
  });

  test('the same candidates again write nothing at all', async () => {
    const at = fresh();
    const candidates = [
      {
        externalId: `${at}1`,
        name: '王芳',
        phones: ['13800138001'],
        emails: ['wf@example.com'],
        country: '中国',
      },
      { name: 'No key at all', city: 'York' },
      { phones: ['+44 20 7946 0018'], name: 'By phone' },
      { externalId: `${at}2`, name: 'First spelling' },
      { externalId: `${at}2`, name: 'Second spelling' },
    ];
    const first = await ensure(candidates);
    const before = await footprint();
    const again = await ensure(candidates);
    expect(again.map((customer) => customer.outcome)).toEqual(Array(5).fill('unchanged'));
    expect(again.map((customer) => customer.customerId)).toEqual(
      first.map((customer) => customer.customerId),
    );
    expect(await footprint()).toBe(before);
  });

  test('a name that is told with a known phone leads to its customer from then on, in one call or in several', async () => {
    const at = fresh();
    const phones = ['13800138077'];
    const candidates: CustomerCandidate[] = [
      { externalId: `${at}1`, name: '王芳', phones, emails: ['wf77@example.com'] },
      { externalId: `${at}1`, name: 'Ada', phones },
      { name: 'Ada', phones, city: 'Leeds' },
    ];
    const ids = new Set<string>();
    for (const candidate of candidates) {
      const [found] = await ensure([candidate], { existing: 'fill' });
      ids.add(found!.customerId);
    }
    const together = await ensure(candidates, { existing: 'fill' });
    expect(new Set(together.map(({ customerId }) => customerId))).toEqual(ids);
    expect(ids.size).toBe(1);
  });

  test('a name that is told with a known number leads to its customer from then on, in one call or in several', async () => {
    const at = fresh();
    const emails = ['wf78@example.com'];
    const candidates: CustomerCandidate[] = [
      { externalId: `${at}1`, emails },
      { externalId: `${at}1`, name: 'Ada' },
      { externalId: `${at}1`, name: '王芳' },
      { name: '王芳', emails, city: 'Leeds' },
    ];
    const ids = new Set<string>();
    for (const candidate of candidates) {
      const [found] = await ensure([candidate], { existing: 'fill' });
      ids.add(found!.customerId);
    }
    expect(ids.size).toBe(1);
    const before = await footprint();
    expect(new Set((await ensure(candidates, { existing: 'fill' })).map(({ outcome }) => outcome))).toEqual(
      new Set(['unchanged']),
    );
    expect(await footprint()).toBe(before);
  });

  test('without an external id an equal phone, then an equal e-mail decides, in every way of writing it', async () => {
    const [known] = await ensure([
      { externalId: fresh(), phones: ['138 0013 9001'], emails: ['Known@Example.com'] },
    ]);
    const [byPhone, byMail, neither] = await ensure(
      [
        { phones: ['+86-13800139001'], emails: ['other@example.com'] },
        { emails: [' known@example.COM '] },
        { phones: ['13800139002'] },
      ],
      { sourceId: till },
    );
    expect(byPhone!.customerId).toBe(known!.customerId);
    expect(byMail!.customerId).toBe(known!.customerId);
    expect(neither!.customerId).not.toBe(known!.customerId);
  });

  test('a new external id with a known phone is the same customer where the names do not contradict', async () => {
    const at = fresh();
    const [known, nameless, namesake, other, nobody] = await ensure([
      { externalId: `${at}1`, name: '张伟', phones: ['13800139101'] },
      { externalId: `${at}2`, phones: ['13800139101'] },
      { externalId: `${at}3`, name: 'Zhang Wei', phones: ['13800139101'] },
      { externalId: `${at}4`, name: '李娜', phones: ['13800139101'] },
      { externalId: `${at}5`, phones: ['13800139101'] },
    ]);
    expect(nameless!.customerId).toBe(known!.customerId);
    expect(namesake!.customerId).toBe(known!.customerId);
    expect(other!.customerId).not.toBe(known!.customerId);
    expect([known!.customerId, other!.customerId]).not.toContain(nobody!.customerId);
    const { rows } = await sql<{ customer_id: string; other_customer_id: string; value: string }>`
      select customer_id, other_customer_id, value from customers.possible_duplicates
      where other_customer_id = ${known!.customerId} order by 1`.execute(platform.database.db);
    expect(rows).toEqual(
      [other!, nobody!].map((one) => ({
        customer_id: one.customerId,
        other_customer_id: known!.customerId,
        value: '+8613800139101',
      })),
    );
  });

  test('somebody who came without a name is not taken for a second name', async () => {
    const phones = ['13800139102'];
    const [nameless] = await ensure([{ phones }]);
    const [named] = await ensure([{ name: '张伟', phones }]);
    const [another] = await ensure([{ name: '李娜', phones }]);
    expect(named!.customerId).toBe(nameless!.customerId);
    expect((await one(named!.customerId)).displayName).toBe('张伟');
    expect(another!.customerId).not.toBe(nameless!.customerId);
  });

  test('a phone that comes to somebody later, without a name, comes under the name they have', async () => {
    const externalId = fresh();
    const phones = ['13800139104'];
    const [named] = await ensure([{ externalId, name: '张伟' }]);
    const [same, other] = await ensure([
      { externalId, phones },
      { name: '李娜', phones },
    ]);
    expect(same!.customerId).toBe(named!.customerId);
    expect(other!.customerId).not.toBe(named!.customerId);
  });

  test('a value that is marked as shared says nothing about who somebody is', async () => {
    const phones = ['13800139103'];
    const [first] = await ensure([{ name: '王芳', phones }]);
    await sql`insert into customers.shared_values (kind, value, marked_by) values ('phone', '+8613800139103', 'test')`.execute(
      platform.database.db,
    );
    const [again] = await ensure([{ name: '王芳', phones, city: 'York' }]);
    expect(again!.customerId).not.toBe(first!.customerId);
    const [same] = await ensure([{ name: '王芳', phones, city: 'York' }]);
    expect(same).toEqual({ customerId: again!.customerId, outcome: 'unchanged' });
  });

  test('the same external id in another source is another customer', async () => {
    const externalId = fresh();
    const [here] = await ensure([{ externalId }]);
    const [there] = await ensure([{ externalId }], { sourceId: till });
    expect(there!.customerId).not.toBe(here!.customerId);
  });

  test('a name told before counts where somebody comes by a value under another name, and then without any', async () => {
    const group = async (cut: number) => {
      const at = fresh();
      const [externalId, emails, joined] = [`${at}1`, [`${at}x@example.com`], [`${at}y@example.com`]];
      const arrived: CustomerCandidate[] = [
        { externalId, name: 'Lee, Kim' },
        { externalId, name: 'Kim', emails: joined },
        { name: 'Kim', emails: [...joined, ...emails] },
        { emails },
        { name: 'Lee, Kim', emails },
      ];
      const made = [...(await ensure(arrived.slice(0, cut))), ...(await ensure(arrived.slice(cut)))];
      return new Set(made.map(({ customerId }) => customerId)).size;
    };
    expect(await Promise.all([0, 1, 2, 3, 4].map(group))).toEqual([1, 1, 1, 1, 1]);
  });

  test('however candidates are cut into calls, the same ones end in one customer', async () => {
    const key = fc.record(
      {
        externalId: fc.constantFrom('a', 'b', 'c'),
        phones: fc.array(fc.constantFrom('13900000001', '13900000002', '13900000003'), { maxLength: 2 }),
        emails: fc.array(fc.constantFrom('a@b.cn', 'c@d.cn'), { maxLength: 2 }),
        name: fc.constantFrom('Kim', 'Lee', 'Lee, Kim'),
        city: fc.constantFrom('Hull', 'York'),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(key, { minLength: 1, maxLength: 12 }), fc.nat(11), async (arrived, cut) => {
        const group = async (parts: CustomerCandidate[][]) => {
          const at = fresh();
          const own = parts.map((part) => part.map((candidate) => renamed(candidate, at)));
          const ids: string[] = [];
          for (const part of own) for (const made of await ensure(part)) ids.push(made.customerId);
          return ids.map((id) => ids.indexOf(id));
        };
        expect(await group([arrived.slice(0, cut), arrived.slice(cut)])).toEqual(await group([arrived]));
      }),
      { numRuns: 40 },
    );
  });
});

/** The same candidate in a world of its own, so that runs do not meet. */
function renamed(candidate: CustomerCandidate, at: string): CustomerCandidate {
  const number = at.replace(/\D/g, '').padStart(4, '0');
  return {
    ...candidate,
    ...(candidate.externalId ? { externalId: at + candidate.externalId } : {}),
    ...(candidate.phones
      ? { phones: candidate.phones.map((phone) => `139${number}${phone.slice(-4)}`) }
      : {}),
    ...(candidate.emails ? { emails: candidate.emails.map((email) => `${at}${email}`) } : {}),
    ...(candidate.name ? { name: at + candidate.name } : {}),
  };
}

test('one call tells one event with ids and writes one audit entry', async () => {
  const at = fresh();
  const made = await ensure([{ externalId: `${at}1` }, { externalId: `${at}2` }], {
    origin: { importId: '77' },
  });
  const events = await sql<{
    type: string;
    payload: unknown;
  }>`select type, payload from platform.outbox where payload ->> 'importId' = '77'`.execute(
    platform.database.db,
  );
  const ids = made.map((customer) => customer.customerId);
  expect(events.rows).toEqual([{ type: 'customers.created', payload: { count: 2, ids, importId: '77' } }]);
  const audit = await sql<{
    detail: unknown;
  }>`select detail from platform.audit_entries where detail ->> 'importId' = '77'`.execute(
    platform.database.db,
  );
  expect(audit.rows).toHaveLength(1);
});

test('more than a thousand customers are told by their number only', async () => {
  const at = fresh();
  await ensure(
    Array.from({ length: 1_001 }, (_, index) => ({ externalId: `${at}${index}` })),
    { origin: { importId: '78' } },
  );
  const events = await sql<{
    payload: unknown;
  }>`select payload from platform.outbox where payload ->> 'importId' = '78'`.execute(platform.database.db);
  expect(events.rows).toEqual([{ payload: { count: 1_001, importId: '78' } }]);
});
