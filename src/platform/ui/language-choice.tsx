import { createContext, type ReactNode, useContext } from 'react';
import type { Language } from './format.ts';

type Choose = (language: Language) => void;

const ChoiceContext = createContext<Choose>(() => undefined);

/** The app says once how a language is shown and kept. */
export function LanguageChoice({ choose, children }: { choose: Choose; children: ReactNode }) {
  return <ChoiceContext.Provider value={choose}>{children}</ChoiceContext.Provider>;
}

/** Changes what is on the screen at once and keeps the choice on this device; works before sign-in too. */
export function useLanguageChoice(): Choose {
  return useContext(ChoiceContext);
}
