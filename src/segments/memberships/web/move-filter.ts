import i18next from 'i18next';
import { call } from '#platform/ui/client.ts';
import { type Language, makeFormat } from '#platform/ui/format.ts';
import type { Option } from '#platform/ui/select.tsx';
import { segmentsContract } from '../../segments/segments.contract.ts';

/** A day on which customers came into a segment or left it, in words. */
export async function readOptions(value: string, signal: AbortSignal): Promise<Option[]> {
  const [, id, way, day] = /^([1-9]\d{0,17}):(entered|left):(\d{4}-\d{2}-\d{2})$/.exec(value) ?? [];
  if (id === undefined || day === undefined) return [];
  const { items } = await call(segmentsContract.endpoints.segmentNames, {}, { signal });
  const segment = items.find((each) => each.id === id);
  if (!segment) return [];
  const format = makeFormat({ language: i18next.language as Language, timeZone: 'UTC' });
  const words = { name: segment.name, day: format.date(day, true) };
  return [{ value, label: i18next.t(`segments:filter.${way === 'left' ? 'left' : 'entered'}`, words) }];
}
