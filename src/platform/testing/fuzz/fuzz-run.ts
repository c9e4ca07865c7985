import type { Dice } from '../dice.ts';
import { diceOf, pick } from '../dice.ts';
import { type FuzzedCall, fuzzedCall } from './fuzzed-call.ts';
import { type JudgedAnswer, wrongOf } from './judge-answer.ts';
import { KnownThings } from './known-things.ts';
import type { Operation } from './operations.ts';

/** Who calls, by name, with the headers that let them in. */
export type Actors = Record<string, Record<string, string>>;

export interface FuzzWorld {
  operations: Operation[];
  /** Names of operations that are seldom sent: they end what the others need. */
  seldom: ReadonlySet<string>;
  /** Fresh sessions and keys; asked for again once calls have ended one of them. */
  actors(): Promise<Actors>;
  send(call: FuzzedCall): Promise<JudgedAnswer>;
  /** What the log has to tell since it was asked last, for the calls that failed. */
  faults(): string[];
}

export interface FuzzReport {
  calls: number;
  /** Answers by status. */
  statuses: Record<number, number>;
  /** Operations that never answered with success. */
  neverWell: string[];
  /** One text per kind of fault, each with its call and the count of its like. */
  wrong: string[];
  /** Of the heap after a collection, at a tenth of the run and at its end. */
  heapMegabytes: [number, number];
}

export interface FuzzRun {
  count: number;
  seed: number;
  /** Told every ten thousand calls how many kinds of faults there are so far. */
  onProgress?(sent: number, wrong: number): void;
}

const lanes = 4;
const progressEvery = 10_000;

/** Sends `count` calls that follow from the seed, some at a time, and judges every answer. */
export async function fuzz(world: FuzzWorld, run: FuzzRun): Promise<FuzzReport> {
  const dice = diceOf(run.seed);
  const known = new KnownThings();
  const well = new Set<string>();
  const statuses: Record<number, number> = {};
  const wrong = new Map<string, { text: string; times: number }>();
  let actors = await world.actors();
  let early = 0;
  const lost = unhandled();
  for (let sent = 0; sent < run.count; sent += lanes) {
    const calls = Array.from({ length: lanes }, () => drawn(world, actors, known, dice));
    const answers = await Promise.all(calls.map(({ call }) => world.send(call)));
    const faults = world.faults();
    for (const [lane, { call, actor }] of calls.entries()) {
      const answer = answers[lane]!;
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status < 300) learn(well, known, call, answer);
      const fault = wrongOf(call, actor, answer);
      if (fault !== undefined) note(wrong, `${call.operation.name}: ${fault}`, call, actor, faults);
    }
    if (calls.some(({ call, actor }, lane) => isShutOut(call, actors[actor]!, answers[lane]!.status)))
      actors = await world.actors();
    if (sent > 0 && sent % progressEvery === 0) run.onProgress?.(sent, wrong.size);
    if (early === 0 && sent >= run.count / 10) early = heapMegabytes();
  }
  const neverWell = world.operations.map(({ name }) => name).filter((name) => !well.has(name));
  const told = [...wrong.values()].map(({ text, times }) => `${times} × ${text}`);
  return {
    calls: run.count,
    statuses,
    neverWell,
    wrong: [...told, ...lost()],
    heapMegabytes: [early, heapMegabytes()],
  };
}

function drawn({ operations, seldom }: FuzzWorld, actors: Actors, known: KnownThings, dice: Dice) {
  let operation = pick(dice, operations);
  while (seldom.has(operation.name) && dice(10) > 0) operation = pick(dice, operations);
  const call = fuzzedCall(operation, known, dice);
  // Most of what may go wrong goes wrong for those who may do something.
  const actor = dice(2) === 0 ? 'owner' : pick(dice, Object.keys(actors));
  return { actor, call: { ...call, headers: { ...actors[actor], ...call.headers } } };
}

/** Whoever came with something that lets them in, unchanged, and was not let in. */
function isShutOut(call: FuzzedCall, own: Record<string, string>, status: number): boolean {
  const names = Object.keys(own);
  return status === 401 && names.length > 0 && names.every((name) => call.headers[name] === own[name]);
}

function learn(well: Set<string>, known: KnownThings, call: FuzzedCall, answer: JudgedAnswer): void {
  if (call.method !== call.operation.method) return;
  well.add(call.operation.name);
  if (answer.contentType.startsWith('application/json'))
    known.learn(call.operation.path, JSON.parse(answer.text));
}

function note(
  wrong: Map<string, { text: string; times: number }>,
  what: string,
  call: FuzzedCall,
  actor: string,
  faults: string[],
): void {
  const seen = wrong.get(what) ?? {
    times: 0,
    text: [what, `as ${actor}: ${curlText(call)}`, ...faults].join('\n    '),
  };
  seen.times += 1;
  wrong.set(what, seen);
}

/** The call as it could be sent again by hand, by whoever may. */
function curlText({ method, url, headers, payload }: FuzzedCall): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;
  const told = Object.entries(headers).filter(([name]) => name !== 'cookie' && name !== 'authorization');
  const named = told.map(([name, value]) => `-H ${quoted(`${name}: ${shortened(value)}`)}`);
  const data = payload === undefined ? [] : [`--data-binary ${quoted(shortened(payload))}`];
  return ['curl', `-X ${method}`, ...named, ...data, quoted(shortened(url))].join(' ');
}

const longest = 400;

function shortened(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text;
}

/** Collects rejections that nobody handles until it is called. */
function unhandled(): () => string[] {
  const seen: string[] = [];
  const listen = (reason: unknown) => seen.push(`unhandled rejection: ${reason}`);
  process.on('unhandledRejection', listen);
  return () => {
    process.off('unhandledRejection', listen);
    return seen;
  };
}

function heapMegabytes(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1024 / 1024);
}
