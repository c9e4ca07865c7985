import { call } from '#platform/ui/client.ts';
import type { Option } from '#platform/ui/select.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';

/** The segments by whose members a list of customers can be narrowed. */
export async function readOptions(_value: string, signal: AbortSignal): Promise<Option[]> {
  const { items } = await call(segmentsContract.endpoints.segmentNames, {}, { signal });
  return items.map(({ id, name }) => ({ value: id, label: name }));
}
