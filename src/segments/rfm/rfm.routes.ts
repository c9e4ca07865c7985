import { bind } from '#platform/http/bind.ts';
import { rfmContract } from './rfm.contract.ts';
import { askForRfm, editRfm, listScored, previewRfm, showRfm, showScores } from './rfm.ts';

export const rfmRoutes = bind(rfmContract, {
  rfm: showRfm,
  rfmCustomers: listScored,
  customerScores: showScores,
  previewRfm,
  editRfm,
  computeRfm: askForRfm,
});
