import { bind } from '#platform/http/bind.ts';
import { providerContract } from './provider.contract.ts';
import { removeProvider, setProvider, showProvider } from './provider.ts';
import { finishProviderSignIn, offeredProvider, startProviderSignIn } from './provider-sign-in.ts';

export const providerRoutes = bind(providerContract, {
  provider: (ctx) => ctx.transact(({ tx }) => showProvider(ctx.platform, tx)),
  setProvider,
  async removeProvider(ctx) {
    await removeProvider(ctx);
    return {};
  },
  offeredProvider: (ctx) => offeredProvider(ctx),
  startProviderSignIn: (ctx) => startProviderSignIn(ctx),
  finishProviderSignIn,
});
