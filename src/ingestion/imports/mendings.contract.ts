import { z } from 'zod';
import { contract, count, endpoint, id, instant } from '#platform/http/contract.ts';

export const mendingsContract = contract('ingestion', {
  mendings: endpoint({
    method: 'GET',
    path: '/imports/:id/mendings',
    summary:
      'Says how many failed rows of an import later imports brought back and took, and which these are.',
    needs: 'ingestion.read',
    input: z.strictObject({ id }),
    output: z.object({
      mended: count.meta({ description: 'Failed rows of this import that are in by now, each once.' }),
      exact: z.boolean().meta({
        description:
          'False where a mended file is gone: a row that came back more than once may then count again.',
      }),
      items: z.array(
        z.object({
          id,
          title: z.string(),
          finishedAt: instant.nullable(),
          mended: count.meta({ description: 'Failed rows of the first import that it took.' }),
        }),
      ),
    }),
    fails: ['ingestion.import_not_found'],
  }),
});
