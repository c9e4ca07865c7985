import { Link as RouterLink, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, ReactNode, Ref } from 'react';
import { useCallback } from 'react';
import './link.css';

/** Search words of the address bar. Everything is text; an empty or missing value takes the word away. */
export type Search = Record<string, string | undefined>;

export interface LinkTarget {
  /** A path of the app with its parameters filled in, for example `/customers/81` or `/customers?new=1`. */
  to: string;
  search?: Search;
}

type KeyboardProps = Pick<AnchorHTMLAttributes<HTMLAnchorElement>, 'onFocus' | 'onBlur' | 'onKeyDown'>;

export interface LinkProps extends LinkTarget, KeyboardProps {
  children: ReactNode;
  /** Drawn in the ink of the text around it, for names in tables and lists. */
  ink?: boolean;
  /** Without the look of a link; the caller brings a class of its own. */
  bare?: boolean;
  className?: string;
  ref?: Ref<HTMLAnchorElement>;
  [attribute: `data-${string}` | `aria-${string}`]: string | boolean | undefined;
  tabIndex?: number;
  onClick?: (event: React.MouseEvent<HTMLAnchorElement>) => void;
}

/** A link inside the app; the page behind it is fetched when the pointer rests on it. */
export function Link({ to, search, ink, bare, className, children, ...rest }: LinkProps) {
  return (
    <RouterLink
      {...targetOf(to, search)}
      // The router would call every page above the present one the current page.
      activeOptions={{ exact: true, includeSearch: false }}
      className={bare ? className : `pn-link ${className ?? ''}`}
      data-ink={ink || undefined}
      {...rest}
    >
      {children}
    </RouterLink>
  );
}

/** Returns `go(to, search?, { replace? })`, which changes the page from code. */
export function useGo(): (to: string, search?: Search, options?: { replace?: boolean }) => void {
  const navigate = useNavigate();
  return useCallback(
    (to, search, options) => {
      void navigate({ ...targetOf(to, search), replace: options?.replace });
    },
    [navigate],
  );
}

/** The parameters of the page's path: `/customers/$id` gives `{ id }`. */
export function usePageParams<Params extends Record<string, string>>(): Params {
  return useParams({ strict: false }) as unknown as Params;
}

/**
 * The page's state in the address bar (search words, filters, sort, tab), so that a view can be shared and
 * gone back to. The setter merges; it replaces the history entry unless `{ push: true }`.
 */
export function usePageSearch(): [Search, (change: Search, options?: { push?: boolean }) => void] {
  const search = useSearch({ strict: false }) as Search;
  const navigate = useNavigate();
  const change = useCallback(
    (next: Search, options?: { push?: boolean }) => {
      void navigate({
        to: '.',
        search: ((current: Search) => cleaned({ ...current, ...next })) as never,
        replace: !options?.push,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [search, change];
}

/** The router wants path and search words apart. */
function targetOf(to: string, search: Search | undefined) {
  const [path = '', words = ''] = to.split('?', 2);
  return {
    to: path,
    search: cleaned({ ...Object.fromEntries(new URLSearchParams(words)), ...search }) as never,
  };
}

function cleaned(search: Search | undefined): Search {
  return Object.fromEntries(Object.entries(search ?? {}).filter(([, value]) => value));
}
