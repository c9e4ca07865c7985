import type { Option } from './select.tsx';

export interface ReadOptions {
  options: readonly Option[] | undefined;
  /** When they were read, in milliseconds. */
  readAt: number;
  /** The last reading failed. */
  failed: boolean;
}

/**
 * What is there of that which an address asks for since `askedAt`. Undefined while nobody knows: of options that were read
 * before, something that came since may be missing. Where they cannot be read, the list itself tells.
 */
export function keptValues(
  values: readonly string[],
  { options, readAt, failed }: ReadOptions,
  askedAt: number,
): string[] | undefined {
  const there = values.filter((value) => options?.some((option) => option.value === value));
  if (there.length === values.length || failed) return [...values];
  return options && readAt >= askedAt ? there : undefined;
}
