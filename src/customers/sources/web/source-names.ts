import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { useMay } from '#platform/ui/session.tsx';
import { sourcesContract } from '../sources.contract.ts';
import { unnamedSource } from './source-title.ts';

/** The names of the sources that exist, without the one that stands for no name; none for whoever may not see them. */
export function useSourceNames(): string[] {
  const may = useMay();
  const { data } = useEndpoint(sourcesContract.endpoints.sources, {}, { enabled: may('customers.read') });
  return (data?.items ?? []).map(({ name }) => name).filter((name) => name !== unnamedSource);
}
