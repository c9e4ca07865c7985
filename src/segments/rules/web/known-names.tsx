import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { NamedKind } from '../conditions/named.contract.ts';

interface KnownNames {
  nameOf(kind: NamedKind, id: string): string | undefined;
  learn(names: readonly { kind: NamedKind; id: string; name: string }[]): void;
}

const NamesContext = createContext<KnownNames>({ nameOf: () => undefined, learn: () => {} });

/** What people call that which a rule names by id: learnt from the server's answers and from what is chosen. */
export function KnownNamesProvider({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<ReadonlyMap<string, string>>(new Map());
  const learn = useCallback<KnownNames['learn']>(
    (names) =>
      setKnown((before) => {
        const fresh = names.filter(({ kind, id, name }) => before.get(`${kind} ${id}`) !== name);
        if (fresh.length === 0) return before;
        return new Map([...before, ...fresh.map(({ kind, id, name }) => [`${kind} ${id}`, name] as const)]);
      }),
    [],
  );
  const value = useMemo(
    () => ({ nameOf: (kind: NamedKind, id: string) => known.get(`${kind} ${id}`), learn }),
    [known, learn],
  );
  return <NamesContext.Provider value={value}>{children}</NamesContext.Provider>;
}

export function useKnownNames(): KnownNames {
  return useContext(NamesContext);
}
