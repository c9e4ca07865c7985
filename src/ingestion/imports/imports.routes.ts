import { bind } from '#platform/http/bind.ts';
import { againContract } from './again.contract.ts';
import { createImport, discardImport, editImport, previewImport } from './drafts.ts';
import { importDetailOf } from './import-detail.queries.ts';
import { cleaningsByColumn, failedRowsFile, rowsOfOutcome } from './import-rows.ts';
import { importsContract } from './imports.contract.ts';
import { listImports } from './imports.queries.ts';
import { cancelImport, importNamed, startDemo } from './imports.ts';
import { mendingsContract } from './mendings.contract.ts';
import { mendingsOf } from './mendings.ts';
import { rehearsalContract } from './rehearsal.contract.ts';
import { rehearseImport } from './rehearse-import.ts';
import { importAgain, startImport } from './start-import.ts';
import { partsOfUpload } from './stored-file.ts';
import { undoContract } from './undo.contract.ts';
import { leftoversOf, undoImport } from './undo-import.ts';

export const importRoutes = bind(importsContract, {
  list: (ctx, { active, ...input }) => listImports(ctx, { ...input, active: active === 'true' }),
  parts: (ctx, input) => partsOfUpload(ctx, input.id),
  create: createImport,
  get: async (ctx, input) => importDetailOf(ctx, await importNamed(ctx, input.id)),
  preview: previewImport,
  edit: editImport,
  start: startImport,
  cancel: (ctx, input) => cancelImport(ctx, input.id),
  discard: async (ctx, input) => {
    await discardImport(ctx, input.id);
    return {};
  },
  cleanings: cleaningsByColumn,
  rows: rowsOfOutcome,
  failures: failedRowsFile,
  demo: startDemo,
});

export const againRoutes = bind(againContract, { again: importAgain });

export const rehearsalRoutes = bind(rehearsalContract, { rehearse: rehearseImport });

export const undoRoutes = bind(undoContract, {
  undo: (ctx, input) => undoImport(ctx, input.id),
  leftovers: leftoversOf,
});

export const mendingsRoutes = bind(mendingsContract, { mendings: mendingsOf });
