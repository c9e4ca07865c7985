import { bind } from '#platform/http/bind.ts';
import {
  changeAccount,
  changePassword,
  endOtherSessions,
  endSession,
  ownSessions,
  showSession,
  signOut,
} from './account.ts';
import { sessionsContract } from './sessions.contract.ts';
import { signIn, signInWithCode } from './sign-in.ts';

export const sessionRoutes = bind(sessionsContract, {
  signIn,
  signInWithCode,
  session: (ctx) => showSession(ctx),
  async signOut(ctx, _input, request) {
    await signOut(ctx, request.sessionToken);
    request.setSession(null, 0);
    return {};
  },
  changeAccount,
  changePassword,
  sessions: async (ctx, _input, request) => ({ items: await ownSessions(ctx, request.sessionToken) }),
  async endSession(ctx, input) {
    await endSession(ctx, input.id);
    return {};
  },
  endOtherSessions: async (ctx, _input, request) => ({
    endedSessions: await endOtherSessions(ctx, request.sessionToken),
  }),
});
