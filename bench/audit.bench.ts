import { sealEntries } from '#platform/audit/seal-entries.ts';
import { verifyChain } from '#platform/audit/verify-chain.ts';
import { ensureMonths } from '#platform/db/partitions.queries.ts';
import { argumentsOf, report, watchMemory } from './bench.ts';
import { call, withInstallation } from './installation.ts';

/**
 * Fills the audit log of a fresh installation, seals and verifies it, and asks for pages of it in the ways that people
 * search, over HTTP: `npm run bench:audit -- --entries 2000000`.
 */
const given = argumentsOf(process.argv.slice(2));
const entries = Number(given.entries ?? 1_000_000);
const chunk = 100_000;
const calls = 30;

const now = new Date();
const before = new Date(now.getTime() - 6 * 86_400_000);
const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10);

const searches: Record<string, string> = {
  newest: '',
  actor: '?actor=user:17',
  rare_actor: '?actor=user:99999',
  rare_action: '?action=probe.rare',
  mixed_actions: '?action=probe.1,probe.rare,probe.2',
  subject: '?subject=customer:4711',
  address: '?address=192.0.2.17',
  word: '?text=order-123456',
  chinese: `?text=${encodeURIComponent('罕见')}`,
  usual_word: `?text=${encodeURIComponent('名单')}`,
  word_of_actor: '?text=order-12&actor=user:3',
  period: `?from=${yesterday}&to=${yesterday}&action=probe.3`,
};

await withInstallation(async ({ platform, ...rest }) => {
  const { pool } = platform.database;
  await ensureMonths(platform.database.db, 'platform.audit_entries', before, now);
  for (let first = 1; first <= entries; first += chunk) {
    await pool.query(
      `with entry as (
        insert into platform.audit_entries
          (occurred_at, actor, action, subject_kind, subject_id, detail, via, address, user_agent)
        select $3::timestamptz - ($4::int - n) * interval '1 second' / greatest(1, $4::int / 500000),
          case when n % 100000 = 7 then 'user:99999' else 'user:' || n % 50 end,
          case when n % 100000 = 8 then 'probe.rare' else 'probe.' || n % 40 end,
          'customer', (n % 100000)::text,
          jsonb_build_object('file', case when n % 100000 = 9 then '罕见清单' else '客户名单' end || n || '.csv',
            'order', 'order-' || n, 'rows', n % 1000, 'filter', jsonb_build_object('city', '上海', 'tag', 'vip')),
          'web', '192.0.2.' || n % 200, 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36'
        from generate_series($1::int, $2::int) n returning id, occurred_at)
      insert into platform.audit_waiting (entry_id, occurred_at) select id, occurred_at from entry`,
      [first, Math.min(entries, first + chunk - 1), now, entries],
    );
  }
  const tell = (metric: string, value: number, unit: string, part: string) =>
    report({ bench: 'audit', case: part, metric, value: Math.round(value), unit });

  const sealing = performance.now();
  await sealEntries(platform);
  tell('entries_per_second', entries / ((performance.now() - sealing) / 1000), 'entries/s', 'seal');

  const memory = watchMemory();
  const verifying = performance.now();
  const verdict = await verifyChain(platform);
  if (verdict.problem) throw new Error(JSON.stringify(verdict));
  tell('seconds', (performance.now() - verifying) / 1000, 's', 'verify');
  const { ownBytes, databaseBytes } = memory.stop();
  tell('peak_memory', ownBytes / 1e6, 'MB', 'verify');
  tell('peak_memory_of_database', databaseBytes / 1e6, 'MB', 'verify');

  await pool.query('analyze platform.audit_entries');
  for (const [name, query] of Object.entries(searches)) {
    const times: number[] = [];
    for (let turn = 0; turn < calls; turn++) {
      const since = performance.now();
      await call({ platform, ...rest }, 'GET', `/audit${query}`);
      times.push(performance.now() - since);
    }
    tell('p95_ms', times.sort((a, b) => a - b)[Math.floor(calls * 0.95)]!, 'ms', name);
  }
});
