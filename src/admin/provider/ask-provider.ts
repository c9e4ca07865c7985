import { createHmac } from 'node:crypto';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetchOptions,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import type { Platform } from '#platform/db/platform.ts';
import { fail } from '#platform/errors/errors.ts';
import { OutboundError, outboundRequest } from '#platform/outbound/outbound-request.ts';
import { openedAt } from '../setup/opened-at.ts';

const timeoutMs = 10_000;
const mostBytes = 1_000_000;

/** A provider with its secret in clear. */
export interface AskedProvider {
  issuer: string;
  clientId: string;
  clientSecret: string | null;
}

/** What the provider says of somebody, proved by its signature. */
export interface ProviderPerson {
  issuer: string;
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
  name: string | undefined;
  hasMfa: boolean;
}

type Asking = Pick<Platform, 'config' | 'log'>;

export function redirectUrl({ config }: Pick<Platform, 'config'>): string {
  return `${openedAt(config)}/sign-in/provider`;
}

/** Throws `admin.provider_unreachable` where nobody answers there as that issuer. */
export async function discover(platform: Asking, provider: AskedProvider): Promise<Configuration> {
  const fetch = guardedFetch(platform);
  try {
    const found = await discovery(new URL(provider.issuer), provider.clientId, {}, None(), {
      [customFetch]: fetch,
      // Which addresses may be asked without https is for `outboundRequest` to say.
      execute: [allowInsecureRequests],
    });
    const server = found.serverMetadata();
    const configuration = new Configuration(server, provider.clientId, {}, authOf(provider, server));
    configuration[customFetch] = fetch;
    allowInsecureRequests(configuration);
    enableNonRepudiationChecks(configuration);
    return configuration;
  } catch (error) {
    throw unreachable(platform, error);
  }
}

function authOf(
  { clientSecret }: AskedProvider,
  server: { token_endpoint_auth_methods_supported?: string[] },
) {
  if (clientSecret === null) return None();
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  return methods.includes('client_secret_basic')
    ? ClientSecretBasic(clientSecret)
    : ClientSecretPost(clientSecret);
}

/** Everything that ties the answer to this browser follows from one secret that only the browser keeps. */
function tied(browser: string) {
  const of = (purpose: string) => createHmac('sha256', browser).update(purpose).digest('base64url');
  return { state: of('state'), nonce: of('nonce'), verifier: of('verifier') };
}

/** Where to send the browser. */
export async function authorizationUrl(
  platform: Asking,
  provider: AskedProvider,
  browser: string,
): Promise<string> {
  const { state, nonce, verifier } = tied(browser);
  return buildAuthorizationUrl(await discover(platform, provider), {
    redirect_uri: redirectUrl(platform),
    scope: 'openid email profile',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  }).href;
}

/**
 * Who came back with this code: state, PKCE, nonce, issuer, audience, times and signature are checked. Throws
 * `admin.provider_answer_wrong`, `admin.provider_unreachable`.
 */
export async function personBehind(
  platform: Asking,
  provider: AskedProvider,
  back: { browser: string; code: string; state: string; iss?: string | undefined },
): Promise<ProviderPerson> {
  const configuration = await discover(platform, provider);
  const { state, nonce, verifier } = tied(back.browser);
  const url = new URL(redirectUrl(platform));
  url.search = new URLSearchParams({
    code: back.code,
    state: back.state,
    ...(back.iss === undefined ? {} : { iss: back.iss }),
  }).toString();
  try {
    const tokens = await authorizationCodeGrant(configuration, url, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    const claims = tokens.claims()!;
    const hasEmail = claims.email !== undefined || !configuration.serverMetadata().userinfo_endpoint;
    const told = hasEmail ? claims : await fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return {
      issuer: claims.iss,
      subject: claims.sub,
      email: typeof told.email === 'string' ? told.email.trim().toLowerCase() : undefined,
      emailVerified: told.email_verified === true,
      name: typeof told.name === 'string' ? told.name.trim() : undefined,
      hasMfa: Array.isArray(claims.amr) && claims.amr.includes('mfa'),
    };
  } catch (error) {
    if (outboundFault(error)) throw unreachable(platform, error);
    platform.log.warn({ err: error }, 'the answer of the sign-in provider was refused');
    throw fail('unauthenticated', 'admin.provider_answer_wrong');
  }
}

function guardedFetch({ config }: Pick<Platform, 'config'>) {
  return async (url: string, { method, headers, body, signal }: CustomFetchOptions): Promise<Response> => {
    const text = body === undefined || body === null ? undefined : String(body);
    const request = { url, method, headers, body: text, timeoutMs, mostBytes, signal };
    const answer = await outboundRequest(config, request);
    const given = Object.entries(answer.headers).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    const isEmpty = answer.body.length === 0;
    return new Response(isEmpty ? null : new Uint8Array(answer.body), {
      status: answer.status,
      headers: given,
    });
  };
}

function unreachable({ log }: Pick<Platform, 'log'>, error: unknown) {
  log.warn({ err: error }, 'the sign-in provider does not answer as it should');
  const reason = outboundFault(error) ?? (error instanceof Error ? error.message : 'no answer');
  return fail('conflict', 'admin.provider_unreachable', { values: { reason } });
}

function outboundFault(error: unknown): string | undefined {
  if (error instanceof OutboundError) return error.fault;
  return error instanceof Error && error.cause !== undefined ? outboundFault(error.cause) : undefined;
}
