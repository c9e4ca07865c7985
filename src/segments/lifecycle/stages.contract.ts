import { z } from 'zod';

/** The way of a customer with us, in the order in which people think of it. */
export const stage = z.enum(['potential', 'first', 'repeat', 'loyal', 'dormant', 'churned', 'wonBack']);
export type Stage = z.output<typeof stage>;
