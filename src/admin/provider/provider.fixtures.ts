import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What the provider says wrong on purpose. */
export type Flaw =
  | 'nonce'
  | 'audience'
  | 'issuer'
  | 'expired'
  | 'unsigned'
  | 'foreignKey'
  | 'clientSecretAsKey';

export interface Person {
  sub: string;
  email?: string;
  email_verified?: boolean;
  name?: string;
  amr?: string[];
}

export interface ProviderDouble {
  issuer: string;
  /** Lets `person` sign in at the address that the browser was sent to; what it comes back with. */
  signIn(url: string, person: Person, flaw?: Flaw): { code: string; state: string; iss: string };
  /** The claims of e-mail and name come from the userinfo endpoint alone. */
  hideEmail: boolean;
  /** Stops answering. */
  stop(): void;
}

const clientId = 'perennial';
const clientSecret = 'a client secret: with + signs';
export const providerClient = { clientId, clientSecret };

interface Grant {
  challenge: string;
  nonce: string;
  redirectUri: string;
  person: Person;
  flaw: Flaw | undefined;
}

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64url = (value: object | string) =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

/**
 * A provider as OpenID Connect Core, Discovery and RFC 7636 describe it: codes are good once, for the client, its
 * secret, the redirect address and the PKCE verifier that they were asked with.
 */
export async function providerDouble(): Promise<ProviderDouble> {
  const [own, foreign] = [pair(), pair()];
  const grants = new Map<string, Grant>();
  const tokens = new Map<string, Person>();
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  afterAll(stop);
  const double: ProviderDouble = { issuer, signIn, hideEmail: false, stop };

  function signIn(url: string, person: Person, flaw?: Flaw) {
    const code = randomUUID();
    const { state, ...asked } = askedBy(url);
    grants.set(code, { ...asked, person, flaw });
    return { code, state, iss: issuer };
  }

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const send = (body: object, status = 200) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.url === '/.well-known/openid-configuration') return send(metadataOf(issuer));
    if (request.url === '/jwks')
      return send({
        keys: [{ ...own.publicKey.export({ format: 'jwk' }), kid: 'own', alg: 'RS256', use: 'sig' }],
      });
    if (request.url === '/userinfo') {
      const person = tokens.get(request.headers.authorization?.replace(/^Bearer /i, '') ?? '');
      return person ? send(person) : send({ error: 'invalid_token' }, 401);
    }
    if (request.url === '/token' && request.method === 'POST') return token(request, send);
    send({ error: 'not_found' }, 404);
  }

  async function token(request: IncomingMessage, send: (body: object, status?: number) => void) {
    const given = new URLSearchParams(await textOf(request));
    const encoded = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
    const basic = Buffer.from(`${encoded(clientId)}:${encoded(clientSecret)}`).toString('base64');
    if (decodeURIComponent(request.headers.authorization ?? '') !== decodeURIComponent(`Basic ${basic}`))
      return send({ error: 'invalid_client' }, 401);
    const code = given.get('code') ?? '';
    const grant = grants.get(code);
    grants.delete(code);
    const challenge = createHash('sha256')
      .update(given.get('code_verifier') ?? '')
      .digest('base64url');
    const fits =
      grant &&
      given.get('grant_type') === 'authorization_code' &&
      given.get('redirect_uri') === grant.redirectUri &&
      challenge === grant.challenge;
    if (!fits) return send({ error: 'invalid_grant' }, 400);
    const access_token = randomUUID();
    tokens.set(access_token, grant.person);
    const id_token = idToken(grant, {
      issuer,
      key: own.privateKey,
      foreignKey: foreign.privateKey,
      hideEmail: double.hideEmail,
    });
    send({ access_token, token_type: 'Bearer', expires_in: 300, id_token });
  }

  return double;
}

/** What the browser was sent with. Throws on what a strict provider would refuse. */
function askedBy(url: string) {
  const asked = new URL(url).searchParams;
  const wanted = { client_id: clientId, response_type: 'code', code_challenge_method: 'S256' };
  for (const [name, value] of Object.entries(wanted))
    if (asked.get(name) !== value) throw new Error(`${name} is ${asked.get(name)}`);
  if (!asked.get('scope')!.split(' ').includes('openid')) throw new Error('no openid in the scope');
  return {
    challenge: asked.get('code_challenge')!,
    nonce: asked.get('nonce')!,
    redirectUri: asked.get('redirect_uri')!,
    state: asked.get('state')!,
  };
}

function metadataOf(issuer: string) {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/userinfo`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic'],
    authorization_response_iss_parameter_supported: true,
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

interface Signing {
  issuer: string;
  key: KeyObject;
  foreignKey: KeyObject;
  hideEmail: boolean;
}

function idToken({ nonce, person, flaw }: Grant, by: Signing): string {
  const now = Math.floor(Date.now() / 1000) - (flaw === 'expired' ? 7_200 : 0);
  const { email, email_verified, name, ...rest } = person;
  const claims = {
    ...rest,
    ...(by.hideEmail ? {} : { email, email_verified, name }),
    iss: flaw === 'issuer' ? 'https://other.example' : by.issuer,
    aud: flaw === 'audience' ? 'another client' : clientId,
    nonce: flaw === 'nonce' ? 'of another sign-in' : nonce,
    iat: now,
    exp: now + 300,
  };
  const alg = flaw === 'unsigned' ? 'none' : flaw === 'clientSecretAsKey' ? 'HS256' : 'RS256';
  const signed = `${base64url({ alg, kid: 'own', typ: 'JWT' })}.${base64url(claims)}`;
  if (alg === 'none') return `${signed}.`;
  if (alg === 'HS256')
    return `${signed}.${createHmac('sha256', clientSecret).update(signed).digest('base64url')}`;
  const key = flaw === 'foreignKey' ? by.foreignKey : by.key;
  return `${signed}.${sign('sha256', Buffer.from(signed), key).toString('base64url')}`;
}
