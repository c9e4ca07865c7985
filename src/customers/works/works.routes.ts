import { bind } from '#platform/http/bind.ts';
import { withinTime } from '../conditions/within-time.queries.ts';
import { startBulk } from './bulk-work.ts';
import { exportFile, startExport } from './export-work.ts';
import { countMeant } from './work-chunks.queries.ts';
import { worksContract } from './works.contract.ts';
import { cancelWork, getWork, retryWork, works } from './works.ts';

export const worksRoutes = bind(worksContract, {
  works,
  work: getWork,
  previewWork: (ctx, { meant }) => withinTime(ctx, () => countMeant(ctx, meant)),
  startWork: startBulk,
  startExport,
  exportFile,
  cancelWork,
  retryWork,
});
