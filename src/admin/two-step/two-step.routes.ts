import { bind } from '#platform/http/bind.ts';
import { changePolicy, showPolicy } from './policy.ts';
import { resetTwoStep } from './reset-two-step.ts';
import { twoStepContract } from './two-step.contract.ts';
import { ownTwoStep, renewRecoveryCodes, startTwoStep, turnOffTwoStep, turnOnTwoStep } from './two-step.ts';

export const twoStepRoutes = bind(twoStepContract, {
  twoStep: (ctx, _input, request) => ownTwoStep(ctx, request.sessionToken),
  startTwoStep,
  turnOnTwoStep,
  turnOffTwoStep,
  renewRecoveryCodes,
  resetTwoStep,
  twoStepPolicy: (ctx) => showPolicy(ctx),
  changeTwoStepPolicy: changePolicy,
});
