import { lookup as resolveName } from 'node:dns/promises';
import { type IncomingHttpHeaders, request as openPlain } from 'node:http';
import { request as openSecured } from 'node:https';
import { isIP, isIPv4 } from 'node:net';
import type { Config } from '../config/config.ts';
import type { OutboundFault } from './outbound-faults.contract.ts';
import { isPublicAddress, networks } from './private-addresses.ts';

export interface OutboundRequest {
  url: string;
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array | undefined;
  /** For all of it: name, connection, answer. */
  timeoutMs: number;
  /** Of the answer's body. */
  mostBytes: number;
  /** A longer body ends at `mostBytes` in place of being an error. */
  cut?: boolean;
  signal?: AbortSignal | undefined;
}

export interface OutboundAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** There was no answer, and why: the only error of `outboundRequest`, but for the abort of its signal. */
export class OutboundError extends Error {
  readonly fault: OutboundFault;

  constructor(fault: OutboundFault, options?: ErrorOptions) {
    super(`outbound: ${fault}`, options);
    this.name = 'OutboundError';
    this.fault = fault;
  }
}

interface Address {
  address: string;
  family: number;
}

export type ResolveName = (name: string) => Promise<Address[]>;

const everyAddress: ResolveName = (name) => resolveName(name, { all: true });

/**
 * One request to an address that somebody typed in. Every address of the name must be public (or in PRIVATE_TARGETS), and
 * the connection goes to one of those that were checked, whatever the name says a moment later. Plain http is for
 * PRIVATE_TARGETS alone. Redirects are not followed: they are an answer like others.
 */
export async function outboundRequest(
  config: Pick<Config, 'privateTargets'>,
  request: OutboundRequest,
  resolve: ResolveName = everyAddress,
): Promise<OutboundAnswer> {
  const late = AbortSignal.timeout(request.timeoutMs);
  const signal = request.signal ? AbortSignal.any([late, request.signal]) : late;
  try {
    const url = urlOf(request.url);
    const addresses = await unlessAborted(addressesOf(url, resolve), signal);
    checkAddresses(url, addresses, networks(config.privateTargets));
    return await exchange(url, addresses, request, signal);
  } catch (error) {
    if (request.signal?.aborted) throw error;
    if (late.aborted) throw new OutboundError('timed_out');
    throw error instanceof OutboundError ? error : new OutboundError(faultOf(error), { cause: error });
  }
}

/** What `outboundRequest` would take, without asking for addresses: http or https, and no password in it. */
export function isOutboundUrl(text: string): boolean {
  try {
    urlOf(text);
    return true;
  } catch {
    return false;
  }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isTaken = url && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  if (!isTaken) throw new OutboundError('url_refused');
  return url;
}

async function addressesOf(url: URL, resolve: ResolveName): Promise<Address[]> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host)) return [{ address: host, family: isIP(host) }];
  const addresses = await resolve(host).catch((cause: unknown) => {
    throw new OutboundError('name_unknown', { cause });
  });
  if (addresses.length === 0) throw new OutboundError('name_unknown');
  return addresses;
}

function checkAddresses(url: URL, addresses: Address[], allowed: ReturnType<typeof networks>): void {
  const isAllowed = ({ address }: Address) => allowed.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
  if (!addresses.every((each) => isAllowed(each) || isPublicAddress(each.address)))
    throw new OutboundError('address_refused');
  if (url.protocol === 'http:' && !addresses.every(isAllowed)) throw new OutboundError('url_refused');
}

function exchange(
  url: URL,
  addresses: Address[],
  { method, headers, body, mostBytes, cut }: OutboundRequest,
  signal: AbortSignal,
): Promise<OutboundAnswer> {
  const open = url.protocol === 'https:' ? openSecured : openPlain;
  return new Promise((resolve, reject) => {
    const sent = open(url, {
      method,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) },
      // A connection of its own: one that is kept might go where nobody checked.
      agent: false,
      lookup: (_name, options, done) =>
        options.all ? done(null, addresses) : done(null, addresses[0]!.address, addresses[0]!.family),
      signal,
    });
    sent.on('error', reject);
    sent.on('response', (answer) => {
      const chunks: Buffer[] = [];
      let length = 0;
      const end = () => {
        const all = Buffer.concat(chunks).subarray(0, mostBytes);
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: all });
      };
      answer.on('error', reject);
      answer.on('end', end);
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length <= mostBytes) return;
        if (cut) end();
        else reject(new OutboundError('answer_too_long'));
        sent.destroy();
      });
    });
    sent.end(body);
  });
}

function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function faultOf(error: unknown): OutboundFault {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return /CERT|SELF_SIGNED|UNABLE_TO|ALTNAME|^ERR_SSL|^EPROTO/.test(code)
    ? 'certificate_refused'
    : 'unreachable';
}
