import { z } from 'zod';
import { contract, endpoint, id, instant, nothing } from '#platform/http/contract.ts';

export const upload = z.object({
  id,
  fileName: z.string(),
  sizeBytes: z.string(),
  sha256: z.string(),
  createdAt: instant,
  expiresAt: instant,
});
export type Upload = z.infer<typeof upload>;

export const uploadsContract = contract('ingestion', {
  expect: endpoint({
    method: 'POST',
    path: '/uploads/expected',
    summary: 'Says that a file is about to come, so that what reads it is ready by then.',
    needs: 'ingestion.write',
    input: nothing,
    output: nothing,
  }),
  upload: endpoint({
    method: 'POST',
    path: '/uploads',
    summary: 'Stores a file; when this answers, the file is safe on disk.',
    needs: 'ingestion.write',
    upload: true,
    input: z.strictObject({ fileName: z.string().min(1).max(255) }),
    output: upload,
    fails: ['ingestion.upload_empty', 'ingestion.upload_broken', 'ingestion.disk_full'],
  }),
});
