import type { Context } from '#platform/db/context.ts';
import { arrivalValues } from './arriving.ts';
import { arrivingOf, type CustomerCandidate } from './candidates.ts';
import { stageRows } from './stage-arrivals.queries.ts';
import { storeArrivals } from './store-arrivals.ts';

export interface EnsureRequest {
  sourceId: string;
  /** The import or person that brought the candidates. */
  origin: { importId?: string; userId?: string };
  /** When all of them arrived; by default now. An import of many calls names one time for all. */
  arrivedAt?: Date;
  /** `overwrite` (default): what is newer stands before what is older. `fill`: only gaps of known customers are filled. */
  existing?: 'overwrite' | 'fill';
  candidates: readonly CustomerCandidate[];
}

export interface EnsuredCustomer {
  customerId: string;
  outcome: 'created' | 'updated' | 'unchanged';
}

const outcomeOf = { c: 'created', u: 'updated', n: 'unchanged' } as const;

/**
 * Finds or makes the customer of every candidate and answers in their order, as `storeArrivals` does for files:
 * the number in the source decides, else equal content, else a phone, then e-mail, of somebody whose name does
 * not contradict. What arrived is kept as a source record. The same candidates again write nothing. Callers wait
 * for each other. Customers in the bin stay there. A few statements a call; made for up to some 20,000.
 */
export async function ensureCustomers(ctx: Context, request: EnsureRequest): Promise<EnsuredCustomer[]> {
  if (request.candidates.length === 0) return [];
  await stageRows(
    ctx,
    request.sourceId,
    request.candidates.map((candidate, index) => ({
      rowNo: candidate.rowNo ?? index + 1,
      values: arrivalValues(arrivingOf(candidate)),
    })),
  );
  const stored = await storeArrivals(ctx, {
    sourceId: request.sourceId,
    importId: request.origin.importId ?? null,
    userId: request.origin.userId ?? null,
    arrivedAt: request.arrivedAt ?? ctx.clock.now(),
    mode: 'createAndUpdate',
    leads: request.existing !== 'fill',
    tags: [],
  });
  return stored.customerIds.map((customerId, index) => ({
    customerId,
    outcome: outcomeOf[stored.outcomes[index] as keyof typeof outcomeOf],
  }));
}
