import { bind } from '#platform/http/bind.ts';
import { keysContract } from './keys.contract.ts';
import { endKey, keys, makeKey } from './keys.ts';

export const keyRoutes = bind(keysContract, {
  keys: (ctx) => keys(ctx),
  makeKey: (ctx, input) => ctx.transact((inner) => makeKey(inner, input)),
  async endKey(ctx, input) {
    await endKey(ctx, input.id);
    return {};
  },
});
