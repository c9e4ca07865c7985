import type { Readable } from 'node:stream';
import type { Actor } from '../access/actor.ts';
import type { Context } from '../db/context.ts';
import type { Platform } from '../db/platform.ts';
import type { Contract, Endpoint, InputOf, OutputOf } from './contract.ts';

/** A file as an answer. */
export interface FileAnswer {
  contentType: string;
  fileName: string;
  stream: Readable;
}

/** What a handler that streams gets instead of one transaction: it opens its own, as short as they can be. */
export interface StreamContext {
  platform: Platform;
  actor: Actor;
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
  /** Counts rows before they leave; throws `platform.rows_used_up` where the caller's key may take no more today. */
  takeRows(rows: number): Promise<void>;
  /** The uploaded file; empty on downloads. */
  body: Readable;
  signal: AbortSignal;
}

/** What a request says beside its input, for the few handlers that need it. */
export interface RequestFacts {
  address: string;
  userAgent: string | undefined;
  secure: boolean;
  sessionToken: string | undefined;
  /** Sets (or with null clears) the session cookie on the answer. */
  setSession(token: string | null, maxAgeSeconds: number): void;
}

/** What the handler of a `secret` endpoint gets in place of one transaction. */
export interface SecretContext {
  platform: Platform;
  actor: Actor;
  /** One transaction as `as`, or as the caller. */
  transact<T>(run: (ctx: Context) => Promise<T>, as?: Actor): Promise<T>;
}

/** What the handler of an `ownTransactions` endpoint gets: no transaction is open while it waits. */
export interface OpenContext {
  platform: Platform;
  actor: Actor;
  transact<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
  /** The one transaction whose result is the answer: a repeated call writes nothing and gets the first answer. */
  answer<T>(run: (ctx: Context) => Promise<T>): Promise<T>;
  signal: AbortSignal;
}

type Streams = { upload: true } | { download: true };

export type Handler<E extends Endpoint> = E extends { download: true }
  ? (ctx: StreamContext, input: InputOf<E>) => Promise<FileAnswer>
  : E extends Streams
    ? (ctx: StreamContext, input: InputOf<E>) => Promise<OutputOf<E>>
    : E extends { secret: true }
      ? (ctx: SecretContext, input: InputOf<E>, request: RequestFacts) => Promise<OutputOf<E>>
      : E extends { ownTransactions: true }
        ? (ctx: OpenContext, input: InputOf<E>) => Promise<OutputOf<E>>
        : (ctx: Context, input: InputOf<E>, request: RequestFacts) => Promise<OutputOf<E>>;

export type Handlers<C extends Contract> = { [Key in keyof C['endpoints']]: Handler<C['endpoints'][Key]> };

export interface RouteSet {
  contract: Contract;
  handlers: Record<string, unknown>;
}

/** Binds a contract to its handlers: one missing, or of the wrong shape, does not compile. */
export function bind<C extends Contract>(contract: C, handlers: Handlers<C>): RouteSet {
  return { contract, handlers: handlers as Record<string, unknown> };
}
