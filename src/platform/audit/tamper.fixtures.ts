import { type Dice, pick } from '../testing/dice.ts';

/** A connection with a transaction that the caller rolls back. */
interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: rows of every shape.
  query(text: string, values?: unknown[]): Promise<{ rows: any[] }>;
}

interface Hand {
  client: Client;
  dice: Dice;
}

type Tampering = (hand: Hand) => Promise<string>;

/**
 * What somebody with all rights on the database, but without the data folder, might do to cover something up. Each
 * changes something for certain, inside a transaction that the caller rolls back, and says what.
 */
const tamperings: Record<string, Tampering> = {
  async changeEntry(hand) {
    const { id } = await anyEntry(hand);
    const [column, change] = pick(hand.dice, [
      ['actor', `actor || '0'`],
      ['action', `'customers.' || action`],
      ['subject_kind', `subject_kind || 's'`],
      ['subject_id', `coalesce(subject_id, '') || '1'`],
      ['detail', `detail || '{"more": 1}'`],
      ['detail', `jsonb_build_object('other', detail)`],
      ['via', `case when via = 'job' then 'web' else 'job' end`],
      ['address', `coalesce(address, '') || '1'`],
      ['user_agent', `coalesce(user_agent, '') || ' '`],
    ] as const);
    await hand.client.query(`update platform.audit_entries set ${column} = ${change} where id = $1`, [id]);
    return `${column} of entry ${id}`;
  },
  async moveInTime(hand) {
    const { id } = await anyEntry(hand);
    await hand.client.query(
      `update platform.audit_entries set occurred_at = occurred_at + interval '1 microsecond' where id = $1`,
      [id],
    );
    return `the time of entry ${id}`;
  },
  async removeEntry(hand) {
    const { id } = await anyEntry(hand);
    await hand.client.query('delete from platform.audit_entries where id = $1', [id]);
    return `entry ${id} removed`;
  },
  async removeLastEntries(hand) {
    const count = 1 + hand.dice(20);
    await hand.client.query(
      'delete from platform.audit_entries where id in (select id from platform.audit_entries order by id desc limit $1)',
      [count],
    );
    return `the last ${count} entries removed`;
  },
  async emptyMonth(hand) {
    const month = await anyMonth(hand);
    await hand.client.query(`delete from platform.${month}`);
    return `${month} emptied`;
  },
  async dropMonth(hand) {
    const month = await anyMonth(hand);
    await hand.client.query(`drop table platform.${month}`);
    return `${month} dropped`;
  },
  async insertEntry(hand) {
    const { id } = await anyEntry(hand);
    await copyEntry(hand, id);
    return `entry ${id} copied`;
  },
  async insertSealedEntry(hand) {
    const { id } = await anyEntry(hand);
    const copy = await copyEntry(hand, id);
    await hand.client.query(
      `insert into platform.audit_seals (number, entry_id, occurred_at, digest, sealed_at, mac)
       select (select max(number) + 1 from platform.audit_seals), $1, occurred_at, digest, sealed_at, mac
       from platform.audit_seals where entry_id = $2`,
      [copy, id],
    );
    return `entry ${id} copied with its seal`;
  },
  async swapEntries(hand) {
    const [one, two] = await twoEntries(hand);
    await hand.client.query(
      `update platform.audit_entries e set actor = o.actor, action = o.action, subject_kind = o.subject_kind,
         subject_id = o.subject_id, detail = o.detail
       from platform.audit_entries o where (e.id, o.id) in (($1, $2), ($2, $1))`,
      [one, two],
    );
    return `entries ${one} and ${two} swapped`;
  },
  async swapIds(hand) {
    const [one, two] = await twoEntries(hand);
    await hand.client.query(
      `with gone as (delete from platform.audit_entries where id in ($1, $2) returning *)
       insert into platform.audit_entries (id, occurred_at, actor, action, subject_kind, subject_id, detail, via, address, user_agent)
       overriding system value select case id when $1 then $2::bigint else $1::bigint end, occurred_at, actor, action,
         subject_kind, subject_id, detail, via, address, user_agent from gone`,
      [one, two],
    );
    return `the ids of ${one} and ${two} swapped`;
  },
  async changeSeal(hand) {
    const { number } = await anySeal(hand);
    const [column, change] = pick(hand.dice, [
      ['entry_id', 'entry_id + 100000000'],
      ['occurred_at', `occurred_at - interval '1 second'`],
      ['digest', `sha256(digest)`],
      ['sealed_at', `sealed_at - interval '1 microsecond'`],
      ['mac', `sha256(mac)`],
      ['number', `number + 100000000`],
    ] as const);
    await hand.client.query(`update platform.audit_seals set ${column} = ${change} where number = $1`, [
      number,
    ]);
    return `${column} of seal ${number}`;
  },
  async removeSeal(hand) {
    const { number, entryId } = await anySeal(hand);
    await hand.client.query('delete from platform.audit_seals where number = $1', [number]);
    if (hand.dice(2) === 0)
      await hand.client.query('delete from platform.audit_entries where id = $1', [entryId]);
    return `seal ${number} removed`;
  },
  async closeGap(hand) {
    const { number, entryId } = await anySeal(hand);
    await hand.client.query('delete from platform.audit_seals where number = $1', [number]);
    await hand.client.query('delete from platform.audit_entries where id = $1', [entryId]);
    await hand.client.query('update platform.audit_seals set number = -number where number > $1', [number]);
    await hand.client.query('update platform.audit_seals set number = -number - 1 where number < 0');
    return `seal ${number} removed and the rest moved up`;
  },
  async swapSeals(hand) {
    const [one, two] = await twoSeals(hand);
    await hand.client.query('update platform.audit_seals set number = -1 where number = $1', [one]);
    await hand.client.query('update platform.audit_seals set number = $1 where number = $2', [one, two]);
    await hand.client.query('update platform.audit_seals set number = $1 where number = -1', [two]);
    return `seals ${one} and ${two} swapped`;
  },
  async cutTail(hand) {
    const count = 1 + hand.dice(30);
    const { rows } = await hand.client.query(
      `delete from platform.audit_seals where number > (select max(number) - $1 from platform.audit_seals) returning entry_id`,
      [count],
    );
    await hand.client.query('delete from platform.audit_entries where id = any($1)', [
      rows.map((row) => row.entry_id),
    ]);
    return `the last ${count} entries removed with their seals`;
  },
  async cutEverything({ client }) {
    for (const table of ['audit_entries', 'audit_seals', 'audit_waiting'])
      await client.query(`delete from platform.${table}`);
    return 'everything removed';
  },
  async remakeChain(hand) {
    const { number, entryId } = await anySeal(hand);
    await hand.client.query(`update platform.audit_entries set actor = 'user:9' where id = $1`, [entryId]);
    // Consistent in itself, as with a plain hash chain; only the key is not known.
    await hand.client.query(
      `with recursive chain as (
         select s.number, sha256(s.digest || 'again'::bytea) as mac from platform.audit_seals s where s.number = $1
         union all
         select s.number, sha256(c.mac || s.digest) from chain c join platform.audit_seals s on s.number = c.number + 1)
       update platform.audit_seals s set mac = c.mac, digest = case when s.number = $1 then sha256(s.digest) else s.digest end
       from chain c where c.number = s.number`,
      [number],
    );
    return `the chain made anew from seal ${number} on`;
  },
  async pretendRetention(hand) {
    const { id } = await anyEntry(hand);
    await hand.client.query('delete from platform.audit_entries where id = $1', [id]);
    await hand.client.query(
      `insert into platform.audit_seals (number, dropped_before, sealed_at, mac)
       select number + 1, '2030-01-01', sealed_at, sha256(mac) from platform.audit_seals order by number desc limit 1`,
    );
    return `entry ${id} removed under a made-up retention`;
  },
  async forgetWaiting(hand) {
    const { rows } = await hand.client.query(
      `insert into platform.audit_entries (occurred_at, actor, action, subject_kind)
       select occurred_at, actor, action, subject_kind from platform.audit_entries order by id desc limit 1 returning id`,
    );
    return `entry ${rows[0].id} that never waited`;
  },
};

/** One random tampering; returns its name and what it did. */
export async function tamper(client: Client, dice: Dice): Promise<string> {
  const [name, work] = pick(dice, Object.entries(tamperings));
  await client.query('alter table platform.audit_entries disable trigger user');
  await client.query('alter table platform.audit_seals disable trigger user');
  return `${name}: ${await work({ client, dice })}`;
}

async function anyEntry({ client, dice }: Hand): Promise<{ id: string }> {
  const { rows } = await client.query('select id from platform.audit_entries order by id');
  // The ends are where faults hide.
  return pick(dice, [rows[0]!, rows.at(-1)!, ...Array.from({ length: 6 }, () => pick(dice, rows))]);
}

async function twoEntries(hand: Hand): Promise<[string, string]> {
  const one = await anyEntry(hand);
  const { rows } = await hand.client.query(
    `select o.id from platform.audit_entries e join platform.audit_entries o
       on (o.actor, o.action, o.subject_kind, o.subject_id, o.detail) is distinct from
          (e.actor, e.action, e.subject_kind, e.subject_id, e.detail)
     where e.id = $1 order by o.id`,
    [one.id],
  );
  return [one.id, pick(hand.dice, rows).id as string];
}

async function anySeal({ client, dice }: Hand): Promise<{ number: string; entryId: string }> {
  const { rows } = await client.query(
    'select number, entry_id as "entryId" from platform.audit_seals where entry_id is not null order by number',
  );
  return pick(dice, [rows[0]!, rows.at(-1)!, ...Array.from({ length: 6 }, () => pick(dice, rows))]);
}

async function twoSeals(hand: Hand): Promise<[string, string]> {
  for (;;) {
    const [one, two] = [await anySeal(hand), await anySeal(hand)];
    if (one.number !== two.number) return [one.number, two.number];
  }
}

async function anyMonth({ client, dice }: Hand): Promise<string> {
  const { rows } = await client.query(
    `select distinct tableoid::regclass::text as name from platform.audit_entries order by 1`,
  );
  return pick(dice, rows).name.replace('platform.', '');
}

async function copyEntry({ client }: Hand, id: string): Promise<string> {
  const { rows } = await client.query(
    `insert into platform.audit_entries (occurred_at, actor, action, subject_kind, subject_id, detail, via, address, user_agent)
     select occurred_at, actor, action, subject_kind, subject_id, detail, via, address, user_agent
     from platform.audit_entries where id = $1 returning id`,
    [id],
  );
  return rows[0]!.id;
}
