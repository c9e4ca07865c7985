import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldRights } from '../access/field-rights.contract.ts';
import type { Reaches } from '../access/reach.contract.ts';
import { type Format, type Language, makeFormat } from './format.ts';

/** Who is signed in, where, and what they may do: the answer of GET /api/v1/session. */
export interface Session {
  user: { id: string; name: string; email: string; role: string; language: Language | null };
  organisation: { name: string; currency: string; timeZone: string; language: Language };
  permissions: string[];
  reaches: Reaches;
  fields: FieldRights;
}

/** Where the session is kept among the answers; whoever changes name or language lets it be read anew. */
export const sessionKey = ['session'] as const;

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { session: Session; children: ReactNode }) {
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}

/** The session; only inside pages with the frame `shell`, which are not drawn without one. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession needs a page within the shell');
  return session;
}

/** Whether the person may do a thing: hides buttons; the server refuses in any case. */
export function useMay(): (needs: string | undefined) => boolean {
  const session = useContext(SessionContext);
  return (needs) =>
    !needs ||
    needs === 'public' ||
    Boolean(session && (needs === 'signedIn' || session.permissions.includes(needs)));
}

/** The formatters of the reader's language and the organisation's time zone (the browser's before sign-in). */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const session = useContext(SessionContext);
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  const timeZone = session?.organisation.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return useMemo(() => makeFormat({ language, timeZone }), [language, timeZone]);
}
