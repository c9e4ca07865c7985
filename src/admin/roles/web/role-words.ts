import { useTranslation } from 'react-i18next';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { Option } from '#platform/ui/select.tsx';
import { useSession } from '#platform/ui/session.tsx';
import { roleKeys } from '../role-keys.contract.ts';
import { type Role, rolesContract } from '../roles.contract.ts';

/** What names a role wherever one is told: its key, or the id of an own one. */
function nameOfRole({ key, id }: Pick<Role, 'key' | 'id'>): string {
  return key ?? id;
}

/** How a role is called: those of the product in the reader's language, own ones by their name. */
export function useRoleTitle(): (role: Pick<Role, 'key' | 'name'>) => string {
  const { t } = useTranslation('admin');
  return ({ key, name }) => (key ? t(`role.${key}`) : (name ?? ''));
}

/** The roles that can be given; only owners make owners. `present` stays among them. */
export function useRoleOptions(present?: string): Option[] {
  const { t } = useTranslation('admin');
  const { user } = useSession();
  const title = useRoleTitle();
  const { data } = useEndpoint(rolesContract.endpoints.roles, {});
  const all = data?.items ?? roleKeys.map((key) => ({ key, id: key, name: null }));
  return all
    .filter(({ key }) => key !== 'owner' || user.role === 'owner' || present === 'owner')
    .map((role) => ({
      value: nameOfRole(role),
      label: title(role),
      note: role.key ? t(`role.${role.key}Note`) : undefined,
    }));
}
