import { z } from 'zod';
import { contract, endpoint, id, instant, page, pageInput } from '#platform/http/contract.ts';

export const auditContract = contract('admin', {
  audit: endpoint({
    method: 'GET',
    path: '/audit',
    summary: 'Lists who did what, the newest first.',
    needs: 'admin.manage',
    input: z.strictObject({
      ...pageInput,
      actor: z.string().max(100).optional().meta({ description: 'As `user:12`, `operator` or `system`.' }),
      action: z.string().max(100).optional(),
      subject: z.string().max(200).optional().meta({ description: 'As `customer:12`, or a kind alone.' }),
    }),
    output: page(
      z.object({
        id,
        occurredAt: instant,
        actor: z.string(),
        actorName: z.string().nullable().meta({ description: 'Where the actor is a user.' }),
        action: z.string(),
        subject: z.string(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  }),
});
