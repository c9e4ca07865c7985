import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { FeedsProvider } from '#platform/ui/feeds.tsx';
import { LanguageChoice } from '#platform/ui/language-choice.tsx';
import { ListFiltersProvider } from '#platform/ui/list-filters.tsx';
import { ProblemError, UnreachableError } from '#platform/ui/problem.ts';
import { sessionKey } from '#platform/ui/session.tsx';
import { SlotsProvider } from '#platform/ui/slots.tsx';
import { ToastArea } from '#platform/ui/toast.tsx';
import { chooseLanguage } from './language.ts';
import { allFeeds, allListFilters, allSlots, allWork } from './pages.ts';
import { router } from './router.tsx';
import { WorkProvider } from './use-work.tsx';

/** A session that ended while the page was open sends to the sign-in page, which leads back. */
function noticeSignedOut(error: unknown): void {
  if (error instanceof ProblemError && error.status === 401)
    void client.resetQueries({ queryKey: sessionKey });
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      if (query.queryKey[0] !== sessionKey[0]) noticeSignedOut(error);
    },
  }),
  mutationCache: new MutationCache({ onError: noticeSignedOut }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (times, error) => error instanceof UnreachableError && times < 2,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

export function App() {
  return (
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={client}>
        <SlotsProvider entries={allSlots}>
          <FeedsProvider feeds={allFeeds}>
            <ListFiltersProvider filters={allListFilters}>
              <WorkProvider work={allWork}>
                <Tooltip.Provider>
                  <ToastArea>
                    <LanguageChoice choose={(language) => void chooseLanguage(language)}>
                      <RouterProvider router={router} />
                    </LanguageChoice>
                  </ToastArea>
                </Tooltip.Provider>
              </WorkProvider>
            </ListFiltersProvider>
          </FeedsProvider>
        </SlotsProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}
