import { call } from '#platform/ui/client.ts';
import type { Found } from '#platform/ui/page.ts';
import { segmentsContract } from '../segments.contract.ts';

const mostFound = 5;

/** Segments by name, for the command field. */
export async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  const { items } = await call(segmentsContract.endpoints.segments, { archived: false }, { signal });
  return items
    .filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()))
    .slice(0, mostFound)
    .map(({ id, name, description }) => ({
      key: id,
      label: name,
      to: `/segments/${id}`,
      ...(description ? { note: description } : {}),
    }));
}
