import type { Domain } from '#platform/domains/domain.ts';
import { cleaningRoutes } from './cleaning/cleaning.routes.ts';
import { importFinished, importUndone } from './events.ts';
import { importJobs } from './imports/imports.jobs.ts';
import {
  againRoutes,
  importRoutes,
  mendingsRoutes,
  rehearsalRoutes,
  undoRoutes,
} from './imports/imports.routes.ts';
import { importKinds } from './imports/tell-ended.ts';
import { recipeRoutes } from './recipes/recipes.routes.ts';
import { uploadRoutes } from './uploads/uploads.routes.ts';

export const ingestionDomain: Domain = {
  name: 'ingestion',
  routes: [
    uploadRoutes,
    importRoutes,
    cleaningRoutes,
    rehearsalRoutes,
    againRoutes,
    undoRoutes,
    mendingsRoutes,
    recipeRoutes,
  ],
  jobs: importJobs,
  events: [importFinished, importUndone],
  reactions: [],
  notificationKinds: importKinds,
  personalData: [{ table: 'ingestion.undo_leftovers', customerColumn: 'customer_id' }],
};
