import { bind } from '#platform/http/bind.ts';
import { lifecycleContract } from './lifecycle.contract.ts';
import { askForLifecycle, editLifecycle, previewLifecycle } from './lifecycle.ts';
import { listChanges, listStaged, showFlow, showLifecycle } from './show-lifecycle.ts';

export const lifecycleRoutes = bind(lifecycleContract, {
  lifecycle: showLifecycle,
  flow: showFlow,
  stagedCustomers: listStaged,
  stageChanges: listChanges,
  previewLifecycle,
  editLifecycle,
  computeLifecycle: askForLifecycle,
});
