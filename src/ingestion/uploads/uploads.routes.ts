import { bind } from '#platform/http/bind.ts';
import { uploadsContract } from './uploads.contract.ts';
import { storeUpload } from './uploads.ts';

export const uploadRoutes = bind(uploadsContract, {
  upload: (ctx, input) => storeUpload(ctx, input.fileName),
});
