import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useMay } from '#platform/ui/session.tsx';
import { profilesContract } from '../profiles.contract.ts';

/** The name of a customer by id; undefined while it is read, or where it may not be. */
export function useCustomerName(id: string | undefined): string | undefined {
  const may = useMay();
  const { data } = useEndpoint(
    profilesContract.endpoints.get,
    { id: id ?? '' },
    { enabled: Boolean(id) && may('customers.read') },
  );
  return data && data.id === id ? data.displayName : undefined;
}
