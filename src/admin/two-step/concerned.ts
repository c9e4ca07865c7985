import type { TwoStepPolicy } from './two-step-policies.contract.ts';

/** Whether somebody with these permissions must sign in with a code. */
export function isConcerned(policy: TwoStepPolicy, permissions: ReadonlySet<string>): boolean {
  const some = (test: (permission: string) => boolean) => [...permissions].some(test);
  switch (policy) {
    case 'nobody':
      return false;
    case 'administrators':
      return some(isAdministration);
    case 'exporters':
      return some((permission) => isAdministration(permission) || takesAway(permission));
    case 'everybody':
      return true;
  }
}

const isAdministration = (permission: string) => permission.startsWith('admin.');

/** What lets whole lists, or what is shown masked, out of the house. */
const takesAway = (permission: string) => permission.endsWith('.export') || permission.endsWith('.sensitive');
