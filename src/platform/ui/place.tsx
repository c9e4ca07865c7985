import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';

export interface Crumb {
  label: string;
  to: string;
}

export interface Place {
  title: string;
  trail: Crumb[];
}

interface PlaceHolder {
  place: Place;
  move: (place: Place) => void;
}

const nowhere: Place = { title: '', trail: [] };
const PlaceContext = createContext<PlaceHolder>({ place: nowhere, move: () => undefined });

export function PlaceProvider({ children }: { children: ReactNode }) {
  const [place, move] = useState(nowhere);
  const value = useMemo(() => ({ place, move }), [place]);
  return <PlaceContext.Provider value={value}>{children}</PlaceContext.Provider>;
}

/** Tells the top bar and the browser tab where one is; PageHeader and the page frames call it. */
export function usePlace(title: string, trail: Crumb[] = []): void {
  const { move } = useContext(PlaceContext);
  const above = JSON.stringify(trail);
  useEffect(() => {
    move({ title, trail: JSON.parse(above) as Crumb[] });
    document.title = title ? `${title} · Perennial` : 'Perennial';
  }, [move, title, above]);
}

/** Where one is, for the top bar. */
export function useCurrentPlace(): Place {
  return useContext(PlaceContext).place;
}
