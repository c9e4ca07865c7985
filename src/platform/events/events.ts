import type { z } from 'zod';

/** An event that a domain tells others, past tense: `customers.created`. */
export interface EventDefinition<Payload extends z.ZodType = z.ZodType> {
  type: string;
  payload: Payload;
}

/** An event as it is told. */
export interface ToldEvent {
  type: string;
  occurredAt: Date;
  /** As `actorName` gives it. */
  actor: string;
  payload: Record<string, unknown>;
}

export function defineEvent<Payload extends z.ZodType>(
  type: string,
  payload: Payload,
): EventDefinition<Payload> {
  return { type, payload };
}
