import { useQueryClient } from '@tanstack/react-query';
import { sessionsContract } from '#admin/sessions/sessions.contract.ts';
import { call } from '#platform/ui/client.ts';
import type { Language } from '#platform/ui/format.ts';
import { sessionKey } from '#platform/ui/session.tsx';
import { chooseLanguage } from './language.ts';

const { session, changeAccount } = sessionsContract.endpoints;

/** Changes the language at once, on this device and in the person's profile. */
export function useChooseLanguage(): (language: Language) => void {
  const client = useQueryClient();
  return async (language) => {
    await chooseLanguage(language);
    // The profile is a courtesy to the person's other devices: what they see here has changed already.
    const { user } = await call(session, {});
    await call(changeAccount, { language }, { version: user.version }).catch(() => undefined);
    await client.invalidateQueries({ queryKey: sessionKey });
  };
}
