import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';
import { count } from '#platform/http/contract.ts';

/** Scores of recency, frequency and spend were worked out anew; `changed` of them are others than before. */
export const rfmComputed = defineEvent('rfm.computed', z.object({ customers: count, changed: count }));

/** Up to 1,000 who moved together, and what moved them: see `GET /segments/:id/movements`. */
const customersMoved = z.object({ segmentId: z.string(), cause: z.string(), ids: z.array(z.string()) });

export const customersEntered = defineEvent('segments.customers_entered', customersMoved);
export const customersLeft = defineEvent('segments.customers_left', customersMoved);
