import { call } from '#platform/ui/client.ts';
import type { Found } from '#platform/ui/page.ts';
import { segmentsContract } from '../segments.contract.ts';

const longestName = 80;

/** Segments by name, for the command field. */
export async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  const q = text.trim().slice(0, longestName);
  if (q === '') return [];
  const { items } = await call(segmentsContract.endpoints.findSegments, { q }, { signal });
  return items.map(({ id, name, description }) => ({
    key: id,
    label: name,
    to: `/segments/${id}`,
    ...(description ? { note: description } : {}),
  }));
}
