import type { Installation } from '#apps/installation.ts';
import { call } from './installation.ts';

// biome-ignore lint/suspicious/noExplicitAny: a benchmark reads answers whose shapes the contracts guarantee.
type Answer = any;

/** Somebody signed in who sees the customers of their team. */
export interface Member {
  userId: string;
  teamId: string;
  get(path: string): Promise<Answer>;
}

const teamsInAll = 20;

/** Makes 20 teams, limits members to their team, and signs one of the first team in. */
export async function memberOfTeam(installation: Installation): Promise<Member> {
  const { items } = await call(installation, 'GET', '/teams');
  const teams: Answer[] = [];
  for (let number = 1; number <= teamsInAll; number++)
    teams.push(await call(installation, 'POST', '/teams', { name: `Team ${number}`, parentId: items[0].id }));
  const team = { see: 'team', change: 'team', unassigned: false };
  const role = await call(installation, 'POST', '/roles', {
    name: 'Seller',
    permissions: ['customers.read', 'customers.write', 'commerce.read'],
    reaches: { customers: team, orders: team },
  });
  const { path } = await call(installation, 'POST', '/invitations', {
    email: 'seller@example.com',
    role: role.id,
    teamId: teams[0].id,
  });
  const token = new URL(path, 'http://localhost').searchParams.get('token');
  const joined = await fetch(`${installation.url}/api/v1/invitations/accept`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: 'Seller', password: 'a long enough phrase' }),
  });
  if (!joined.ok) throw new Error(await joined.text());
  const cookie = joined.headers
    .getSetCookie()
    .map((text) => text.split(';')[0])
    .join('; ');
  const { userId } = (await joined.json()) as { userId: string };
  const get = async (wanted: string): Promise<Answer> => {
    const answer = await fetch(`${installation.url}/api/v1${wanted}`, { headers: { cookie } });
    if (!answer.ok) throw new Error(`${wanted}: ${await answer.text()}`);
    return answer.json();
  };
  return { userId, teamId: teams[0].id, get };
}

/**
 * Spreads all customers over the teams at random and lets every third have bought something, as years of work would: in
 * plain SQL, since it is not what is measured.
 */
export async function spreadOverTeams(installation: Installation, member: Member): Promise<void> {
  const { pool } = installation.platform.database;
  await pool.query(
    `update customers.customers set owner_id = $2, team_id = $1::bigint + ('x' || substr(md5(id::text), 1, 7))::bit(28)::int % ${teamsInAll}`,
    [member.teamId, member.userId],
  );
  await pool.query('drop index customers.search_grams');
  await pool.query(`update customers.search s set grams = -(c.team_id % 2147483647)::integer - 1
    || array(select gram from unnest(s.grams) as gram where gram > 0)
    from customers.customers c where c.id = s.customer_id`);
  await pool.query('create index search_grams on customers.search using gin (grams)');
  await pool.query(`update customers.totals set orders = 1 + customer_id % 7, spend_minor = customer_id * 7919 % 1000000,
      first_order_at = now() - interval '2 years',
      last_order_at = now() - (customer_id % 700) * interval '1 day' where customer_id % 3 = 0`);
  await pool.query('vacuum analyze');
}
