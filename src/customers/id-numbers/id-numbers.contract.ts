import { z } from 'zod';
import { contract, endpoint, id, nothing } from '#platform/http/contract.ts';

/** Resident identity numbers: shown with the middle hidden; the whole number to few, and each time it is noted. */
export const idNumbersContract = contract('customers', {
  revealIdNumber: endpoint({
    method: 'POST',
    path: '/customers/:id/id-number/reveal',
    summary: 'Gives the whole resident identity number of a customer and notes in the audit who saw it.',
    needs: 'customers.sensitive',
    secret: true,
    input: z.strictObject({ id }),
    output: z.object({ value: z.string() }),
    fails: ['customers.not_found', 'customers.id_number_not_found'],
  }),
  removeIdNumber: endpoint({
    method: 'DELETE',
    path: '/customers/:id/id-number',
    summary: 'Deletes the resident identity number of a customer for good.',
    needs: 'customers.sensitive',
    input: z.strictObject({ id }),
    output: nothing,
    fails: ['customers.not_found', 'customers.not_yours', 'customers.id_number_not_found'],
  }),
});
