import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';
import type { Platform } from '#platform/db/platform.ts';
import { queueEvent } from './queue-event.ts';

export interface Received {
  path: string;
  id: string;
  type: string;
  data: unknown;
  /** Which of the secrets that the receiver knows fit the signature. */
  fits: string[];
}

export interface Receiver {
  url: string;
  got: Received[];
  secrets: string[];
  /** By path: a status, or no answer at all. */
  answers: Record<string, number | 'never'>;
  /** How many calls to a path wait for an answer. */
  waiting: Record<string, number>;
}

/** A receiver that takes nothing but what `docs/webhooks.md` promises; else it answers 400 and notes nothing. */
export async function receiverDouble(): Promise<Receiver> {
  const receiver: Receiver = { url: '', got: [], secrets: [], answers: {}, waiting: {} };
  const server = createServer((request, response) => void receive(receiver, request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return receiver;
}

async function receive(receiver: Receiver, request: IncomingMessage, response: ServerResponse) {
  const path = request.url ?? '';
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  const { headers } = request;
  const timestamp = String(headers['perennial-timestamp']);
  const given = String(headers['perennial-signature']).split(',');
  const fits = receiver.secrets.filter((secret) => {
    const wanted = `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
    return given.some(
      (one) => one.length === wanted.length && timingSafeEqual(Buffer.from(one), Buffer.from(wanted)),
    );
  });
  const { id, type, version, occurredAt, actor, data } = JSON.parse(body);
  const isRight =
    request.method === 'POST' &&
    headers['content-type'] === 'application/json; charset=utf-8' &&
    headers['perennial-event'] === type &&
    headers['perennial-event-id'] === id &&
    /^\d{10}$/.test(timestamp) &&
    version === 1 &&
    !Number.isNaN(Date.parse(occurredAt)) &&
    typeof actor === 'string' &&
    fits.length > 0;
  if (!isRight) return response.writeHead(400).end('not as documented');
  receiver.got.push({ path, id, type, data, fits });
  const answer = receiver.answers[path] ?? 204;
  if (answer === 'never') receiver.waiting[path] = (receiver.waiting[path] ?? 0) + 1;
  else response.writeHead(answer).end(answer >= 300 ? `said ${answer}\0` : undefined);
}

/** Lets webhooks hear of two events, and call this machine. */
export function tellWebhooks(platform: Platform): void {
  platform.config = { ...platform.config, privateTargets: ['127.0.0.0/8'] };
  platform.eventTypes = new Map([
    ['customers.created', 'customers'],
    ['admin.user_added', 'admin'],
  ]);
  platform.onEvent = queueEvent;
}
