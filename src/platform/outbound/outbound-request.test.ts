import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  OutboundError,
  type OutboundRequest,
  outboundRequest,
  type ResolveName,
} from './outbound-request.ts';
import { isPublicAddress } from './private-addresses.ts';

let server: Server;
let port: number;
let asked: IncomingMessage[] = [];
const answers: Record<string, (response: ServerResponse) => void> = {
  '/': (response) => response.end('hello'),
  '/redirect': (response) => response.writeHead(302, { location: 'http://169.254.169.254/' }).end(),
  '/long': (response) => response.end('x'.repeat(5_000)),
  '/slow': (response) => void response.write('a'),
};

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(request);
    answers[request.url ?? '/']!(response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const local = { privateTargets: ['127.0.0.0/8'] };
const none = { privateTargets: [] };

function ask(url: string, more: Partial<OutboundRequest> = {}, config = local, resolve?: ResolveName) {
  const request = { url, method: 'GET', headers: {}, timeoutMs: 2_000, mostBytes: 1_000, ...more };
  return outboundRequest(config, request, resolve);
}

async function faultOf(asking: Promise<unknown>): Promise<string | undefined> {
  const error = await asking.then(() => undefined).catch((thrown: unknown) => thrown);
  return error instanceof OutboundError ? error.fault : String(error);
}

test.each([
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.31.0.1',
  '192.168.1.1',
  '198.19.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:10.0.0.1',
  '::ffff:8.8.8.8',
  '64:ff9b::a00:1',
  'fc00::1',
  'fe80::1',
  'ff02::1',
  '2001:db8::1',
  '2002:a00:1::1',
])('%s is no public address', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '223.5.5.5', '2606:4700::1111', '2400:3200::1'])(
  '%s is a public address',
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);

test.each([
  'http://127.0.0.1/',
  'http://2130706433/',
  'http://0x7f.1/',
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'https://10.0.0.1/',
  'https://169.254.169.254/latest/meta-data',
])('the private address %s is refused however it is written, before anything is sent', async (url) => {
  expect(await faultOf(ask(url, {}, none))).toBe('address_refused');
});

test('a name is refused where one of its addresses is private', async () => {
  const resolve: ResolveName = async () => [
    { address: '8.8.8.8', family: 4 },
    { address: '10.0.0.1', family: 4 },
  ];
  expect(await faultOf(ask('https://both.example/', {}, none, resolve))).toBe('address_refused');
});

test('the name is asked for once, and the connection goes to what was checked', async () => {
  let times = 0;
  const resolve: ResolveName = async () => {
    times += 1;
    return [{ address: times === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
  };
  const answer = await ask(`http://rebinding.example:${port}/`, {}, local, resolve);
  expect([answer.status, String(answer.body), times]).toEqual([200, 'hello', 1]);
  expect(asked.at(-1)!.headers.host).toBe(`rebinding.example:${port}`);
});

test('a redirect is an answer: nobody goes where it leads', async () => {
  asked = [];
  expect((await ask(`http://127.0.0.1:${port}/redirect`)).status).toBe(302);
  expect(asked).toHaveLength(1);
});

test('plain http goes to allowed networks alone', async () => {
  const resolve: ResolveName = async () => [{ address: '8.8.8.8', family: 4 }];
  expect(await faultOf(ask('http://public.example/', {}, local, resolve))).toBe('url_refused');
});

test.each(['ftp://example.com/', 'file:///etc/passwd', 'https://user:secret@example.com/', 'nonsense'])(
  '%s is not asked at all',
  async (url) => {
    expect(await faultOf(ask(url))).toBe('url_refused');
  },
);

test('an answer that is too long ends or is cut, one that never ends takes the time it was given', async () => {
  expect(await faultOf(ask(`http://127.0.0.1:${port}/long`))).toBe('answer_too_long');
  expect((await ask(`http://127.0.0.1:${port}/long`, { cut: true })).body).toHaveLength(1_000);
  expect(await faultOf(ask(`http://127.0.0.1:${port}/slow`, { timeoutMs: 100 }))).toBe('timed_out');
  const never: ResolveName = () => new Promise(() => {});
  expect(await faultOf(ask('https://slow.example/', { timeoutMs: 50 }, local, never))).toBe('timed_out');
});

test('nobody there and an unknown name are told apart', async () => {
  expect(await faultOf(ask('http://127.0.0.1:1/'))).toBe('unreachable');
  const unknown: ResolveName = async () => {
    throw new Error('ENOTFOUND');
  };
  expect(await faultOf(ask('https://nobody.example/', {}, local, unknown))).toBe('name_unknown');
});
