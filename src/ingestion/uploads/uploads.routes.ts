import { bind } from '#platform/http/bind.ts';
import { expectFile } from '../imports/reading/kept-reader.ts';
import { uploadsContract } from './uploads.contract.ts';
import { storeUpload } from './uploads.ts';

export const uploadRoutes = bind(uploadsContract, {
  expect: async () => {
    expectFile();
    return {};
  },
  upload: (ctx, input) => {
    expectFile();
    return storeUpload(ctx, input.fileName);
  },
});
