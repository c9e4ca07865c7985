import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';
import { count } from '#platform/http/contract.ts';

/** Scores of recency, frequency and spend were worked out anew; `changed` of them are others than before. */
export const rfmComputed = defineEvent('rfm.computed', z.object({ customers: count, changed: count }));
