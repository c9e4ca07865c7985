import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { type TestPlatform, testPlatform } from '#platform/testing/test-platform.ts';
import { type AuditFilter, auditQuery, textQuestion } from './audit.queries.ts';

let platform: TestPlatform;

// Rare things among many, all of them older than most.
beforeAll(async () => {
  platform = await testPlatform();
  await platform.database.pool.query(`
    insert into platform.audit_entries (occurred_at, actor, action, subject_kind, subject_id, detail, address)
    select '2026-03-02T00:00:00Z'::timestamptz + n * interval '1 second',
      case when n % 4000 = 7 then 'user:99' else 'user:' || n % 20 end,
      case when n % 4000 = 8 then 'probe.rare' else 'probe.' || n % 30 end,
      case when n % 4000 = 9 then 'rare' else 'customer' end, (n % 5000)::text,
      jsonb_build_object('file', case when n % 4000 = 10 then '罕见' else '客户' end || n),
      case when n % 4000 = 11 then '192.0.2.99' else '192.0.2.' || n % 50 end
    from generate_series(1, 40000) n`);
  await platform.database.pool.query('analyze platform.audit_entries');
});

test.each<[string, Partial<AuditFilter>, string]>([
  ['everything', {}, 'pkey'],
  ['an actor', { actor: 'user:99' }, 'actor'],
  ['an action', { actions: ['probe.rare'] }, 'action'],
  ['several actions, one of them rare', { actions: ['probe.1', 'probe.rare', 'probe.2'] }, 'action'],
  ['a subject', { subjectKind: 'customer', subjectId: '17' }, 'subject'],
  ['a kind of subject', { subjectKind: 'rare' }, 'subject_kind'],
  ['an address', { address: '192.0.2.99' }, 'address'],
  ['a text', { words: textQuestion('罕见')! }, 'audit_words'],
])('%s is found by an index and never by reading the log', async (_name, filter, index) => {
  const before = { occurredAt: '2026-03-02T10:00:00Z', id: '30000' };
  for (const cursor of [undefined, before]) {
    const query = auditQuery({ timeZone: 'UTC', ...filter }, cursor, 51);
    const { rows } = await platform.run((ctx) =>
      sql<{ 'QUERY PLAN': string }>`explain (costs off) ${query}`.execute(ctx.tx),
    );
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).not.toMatch(/Seq Scan on audit_entries_2026_03/);
    expect(plan).toMatch(new RegExp(`audit_entries_2026_03_\\w*${index}`));
  }
});

test('the months outside a period are not looked at', async () => {
  const filter = { timeZone: 'Asia/Shanghai', from: '2026-03-02', to: '2026-03-03' };
  const { rows } = await platform.run((ctx) =>
    sql<{ 'QUERY PLAN': string }>`explain (analyze, costs off) ${auditQuery(filter, undefined, 51)}`.execute(
      ctx.tx,
    ),
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).not.toMatch(/audit_entries_2026_04.*actual/);
});
