import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { sessionsContract } from '#admin/sessions/sessions.contract.ts';
import { membersContract } from '#admin/users/members.contract.ts';
import { call } from '#platform/ui/client.ts';
import { ColleaguesProvider } from '#platform/ui/colleagues.tsx';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { ProblemError } from '#platform/ui/problem.ts';
import { SessionProvider, sessionKey } from '#platform/ui/session.tsx';
import { ErrorState } from '#platform/ui/state-view.tsx';
import { chosenLanguage, showLanguage } from './language.ts';

/** Draws its children for somebody who is signed in; sends others to the sign-in page and back. */
export function SessionGate({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery({
    queryKey: sessionKey,
    queryFn: ({ signal }) => call(sessionsContract.endpoints.session, {}, { signal }),
    staleTime: 5 * 60_000,
  });
  const colleagues = useEndpoint(
    membersContract.endpoints.colleagues,
    {},
    { enabled: data?.blockedBy === null },
  );
  const language = data?.user.language;
  useEffect(() => {
    if (language && !chosenLanguage()) void showLanguage(language);
  }, [language]);
  if (error instanceof ProblemError && error.status === 401) {
    const here = location.pathname + location.search;
    return <Navigate to="/sign-in" search={(here === '/' ? {} : { next: here }) as never} replace />;
  }
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  // Nothing for the moment that a session takes: a flash of bones would be the slower-looking choice.
  if (!data) return <div aria-busy />;
  if (data.blockedBy) return <Navigate to="/two-step" replace />;
  return (
    <SessionProvider session={data}>
      <ColleaguesProvider colleagues={colleagues.data?.items ?? []}>{children}</ColleaguesProvider>
    </SessionProvider>
  );
}
