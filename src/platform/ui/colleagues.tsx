import { createContext, type ReactNode, useContext } from 'react';
import { useTranslation } from 'react-i18next';

export interface Colleague {
  id: string;
  name: string;
  /** False where they were shut out; what they did and own stays under their name. */
  active: boolean;
}

const ColleaguesContext = createContext<readonly Colleague[]>([]);

export function ColleaguesProvider(props: { colleagues: readonly Colleague[]; children: ReactNode }) {
  return <ColleaguesContext.Provider value={props.colleagues}>{props.children}</ColleaguesContext.Provider>;
}

/** All users by name, oneself too; empty until they are read. */
export function useColleagues(): readonly Colleague[] {
  return useContext(ColleaguesContext);
}

/** The name of a user by id, with a word behind it where they are deactivated. */
export function useColleagueName(): (userId: string) => string {
  const { t } = useTranslation('ui');
  const colleagues = useColleagues();
  return (userId) => {
    const found = colleagues.find(({ id }) => id === userId);
    if (!found) return '…';
    return found.active ? found.name : t('colleague.off', { name: found.name });
  };
}
