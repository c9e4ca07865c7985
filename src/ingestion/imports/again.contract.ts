import { z } from 'zod';
import { contract, endpoint, id } from '#platform/http/contract.ts';
import { importDetail } from './imports.contract.ts';

/** Doing an import once more. */
export const againContract = contract('ingestion', {
  again: endpoint({
    method: 'POST',
    path: '/imports/:id/again',
    summary:
      'Starts an import of the file of one that broke off or was stopped, set up as that was; what is stored already comes out unchanged.',
    needs: 'ingestion.write',
    input: z.strictObject({ id }),
    output: importDetail,
    fails: [
      'ingestion.import_not_found',
      'ingestion.not_broken_off',
      'ingestion.upload_not_found',
      'ingestion.upload_expired',
      'ingestion.fields_missing',
      'ingestion.custom_field_gone',
      'ingestion.identity_numbers_not_allowed',
      'ingestion.field_not_writable',
    ],
  }),
});
