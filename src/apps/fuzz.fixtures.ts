import { authenticate, readAssignee, readColleague, readOrganisation, setupLink } from '#admin/public.ts';
import type { Platform } from '#platform/db/platform.ts';
import { declaredPermissions } from '#platform/domains/registry.ts';
import { buildHttpServer } from '#platform/http/http-server.ts';
import { openApiOf } from '#platform/http/openapi.ts';
import type { Actors, FuzzWorld } from '#platform/testing/fuzz/fuzz-run.ts';
import { operationsOf } from '#platform/testing/fuzz/operations.ts';
import { domains } from './domains.ts';

const routes = domains.flatMap((domain) => domain.routes);
const ownerEmail = 'owner@example.com';
/** That of the others is one that calls are made with; nobody hits upon this one. */
const ownerPassword = 'a phrase that no call is made with';
const password = 'sturdy copper kettle';

/** In place of a status where an answer had begun and did not end. */
const brokenOff = 599;

type App = Awaited<ReturnType<typeof buildHttpServer>>;

/**
 * The whole API over a database in which nothing is set up, with people who really sign in. What would run later
 * (imports, backups) is queued and not run.
 */
export async function fuzzWorld(bare: Platform): Promise<FuzzWorld & { close(): Promise<void> }> {
  const faults: string[] = [];
  const error = (details: object, text?: string) => {
    const { err, path } = details as { err?: unknown; path?: string };
    const cause = err instanceof Error ? (err.stack ?? err.message) : String(err);
    faults.push(`${text} ${path}: ${cause.split('\n').slice(0, 6).join(' ')}`);
  };
  const platform: Platform = {
    ...bare,
    // A run calls more often than programs should.
    config: { ...bare.config, keyCallsAMinute: 1_000_000 },
    log: { ...bare.log, error },
    readOrganisation,
    readAssignee,
    readColleague,
    permissions: declaredPermissions(domains),
  };
  const app = await buildHttpServer(platform, {
    routes,
    authenticate: (request) => authenticate(platform, request),
    defendBrowser: true,
  });
  return {
    operations: operationsOf(openApiOf(routes)),
    seldom: new Set(['DELETE /session', 'DELETE /account/sessions', 'POST /members/{id}/deactivation']),
    actors: peopleOf(app, platform),
    faults: () => faults.splice(0),
    close: () => app.close(),
    async send({ method, url, headers, payload, address }) {
      const body = payload === undefined ? {} : { payload };
      const answer = await app
        .inject({ method, url, headers, remoteAddress: address, ...body })
        .catch((broken: Error) => broken);
      if (answer instanceof Error) return { status: brokenOff, contentType: '', text: answer.message };
      const contentType = String(answer.headers['content-type'] ?? '');
      return { status: answer.statusCode, contentType, text: answer.body };
    },
  };
}

/** Signs the owner in, the first time by setting everything up, and invites the others anew. */
function peopleOf(app: App, platform: Platform): () => Promise<Actors> {
  let round = 0;
  return async () => {
    round += 1;
    await platform.database.pool.query('delete from platform.guesses');
    const post = poster(app, `203.0.113.${round % 250}`);
    const owner = { cookie: await signedIn(post, platform, round) };
    const join = async (role: string) => {
      const { body } = await post('/invitations', { email: `${role}${round}@example.com`, role }, owner);
      const token = new URL(body.path, 'http://localhost').searchParams.get('token');
      return { cookie: (await post('/invitations/accept', { token, name: role, password })).cookie };
    };
    const permissions = ['customers.read', 'customers.write', 'commerce.read'];
    const { body: key } = await post('/account/keys', { name: `Shop ${round}`, permissions }, owner);
    await app.inject({ method: 'DELETE', url: `/api/v1/account/keys/${Number(key.id) - 1}`, headers: owner });
    return {
      owner,
      member: await join('member'),
      viewer: await join('viewer'),
      key: { authorization: `Bearer ${key.key}` },
      nobody: {},
    };
  };
}

async function signedIn(post: Poster, platform: Platform, round: number): Promise<string> {
  if (round > 1) return (await post('/session', { email: ownerEmail, password: ownerPassword })).cookie;
  const token = new URL((await setupLink(platform))!, 'http://localhost').searchParams.get('token');
  const form = {
    ...{ token, organisationName: 'Evergreen', currency: 'CNY', timeZone: 'Asia/Shanghai' },
    ...{ language: 'zh', ownerName: 'Lin Mei', email: ownerEmail, password: ownerPassword },
  };
  return (await post('/setup', form)).cookie;
}

type Poster = ReturnType<typeof poster>;

function poster(app: App, remoteAddress: string) {
  return async (path: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await app.inject({
      method: 'POST',
      url: `/api/v1${path}`,
      headers,
      remoteAddress,
      payload: body,
    });
    if (answer.statusCode !== 200) throw new Error(`${path} answered ${answer.statusCode}: ${answer.body}`);
    const session = answer.cookies.find(({ name }) => name === 'perennial_session');
    return { body: answer.json(), cookie: `perennial_session=${session?.value}` };
  };
}
