import { z } from 'zod';
import { defineEvent } from '#platform/events/events.ts';
import { count, id } from '#platform/http/contract.ts';
import { gradeKey } from './grades/grade-keys.contract.ts';
import { stage } from './lifecycle/stages.contract.ts';

/** Customers moved the same way between stages at once; null = in none. Not told when stages are worked out for the first time. */
export const stagesChanged = defineEvent(
  'stages.changed',
  z.object({ from: stage.nullable(), to: stage.nullable(), customerIds: z.array(id) }),
);

/** The grade of customers changed the same way at once; null = none. Not told when grades are worked out for the first time. */
export const gradeChanged = defineEvent(
  'segments.grade_changed',
  z.object({ from: gradeKey.nullable(), to: gradeKey.nullable(), customerIds: z.array(id) }),
);

/** Scores of recency, frequency and spend were worked out anew; `changed` of them are others than before. */
export const rfmComputed = defineEvent('rfm.computed', z.object({ customers: count, changed: count }));

/** Up to 1,000 who moved together, and what moved them: see `GET /segments/:id/movements`. */
const customersMoved = z.object({ segmentId: z.string(), cause: z.string(), ids: z.array(z.string()) });

export const customersEntered = defineEvent('segments.customers_entered', customersMoved);
export const customersLeft = defineEvent('segments.customers_left', customersMoved);
