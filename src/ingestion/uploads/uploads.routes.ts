import { bind } from '#platform/http/bind.ts';
import { expectPreview } from '../imports/reading/preview-file.ts';
import { uploadsContract } from './uploads.contract.ts';
import { storeUpload } from './uploads.ts';

export const uploadRoutes = bind(uploadsContract, {
  upload: (ctx, input) => {
    expectPreview();
    return storeUpload(ctx, input.fileName);
  },
});
