import { bind } from '#platform/http/bind.ts';
import { openSession } from '../sessions/open-session.ts';
import { setupContract } from './setup.contract.ts';
import { newSetupLink, setUp, setupState } from './setup.ts';

export const setupRoutes = bind(setupContract, {
  setupState: (ctx) => setupState(ctx),
  async setUp(ctx, input, request) {
    const owner = await setUp(ctx, input);
    await openSession(ctx, owner, request);
    return { userId: owner.id };
  },
  newSetupLink: (ctx) => newSetupLink(ctx),
});
