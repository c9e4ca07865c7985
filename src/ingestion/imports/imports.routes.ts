import { bind } from '#platform/http/bind.ts';
import { failedRowsFile, rowsOfOutcome } from './import-rows.ts';
import { importsContract } from './imports.contract.ts';
import { importDetailOf, listImports } from './imports.queries.ts';
import {
  cancelImport,
  createImport,
  discardImport,
  editImport,
  importNamed,
  previewImport,
  startDemo,
  startImport,
} from './imports.ts';

export const importRoutes = bind(importsContract, {
  list: (ctx, { active, ...input }) => listImports(ctx, { ...input, active: active === 'true' }),
  create: createImport,
  get: async (ctx, input) => importDetailOf(ctx, await importNamed(ctx, input.id)),
  preview: previewImport,
  edit: editImport,
  start: (ctx, input) => startImport(ctx, input.id),
  cancel: (ctx, input) => cancelImport(ctx, input.id),
  discard: async (ctx, input) => {
    await discardImport(ctx, input.id);
    return {};
  },
  rows: rowsOfOutcome,
  failures: failedRowsFile,
  demo: startDemo,
});
