import { z } from 'zod';
import { contract, endpoint, instant, nothing } from '#platform/http/contract.ts';

const fails = ['admin.not_a_user', 'admin.not_for_keys'] as const;
const visit = z.object({
  since: instant.nullable().meta({
    description: 'Until when you were here the time before; null = this is the first time.',
  }),
});

/** When users were here, so that they are told what came since. */
export const visitsContract = contract('admin', {
  visit: endpoint({
    method: 'GET',
    path: '/account/visit',
    summary:
      'Says until when you were here the time before. After half an hour without you a new visit begins.',
    needs: 'signedIn',
    input: nothing,
    output: visit,
    fails,
  }),
  noteVisit: endpoint({
    method: 'PUT',
    path: '/account/visit',
    summary: 'Notes that you are here, and says the same.',
    needs: 'signedIn',
    input: nothing,
    output: visit,
    fails,
  }),
});
