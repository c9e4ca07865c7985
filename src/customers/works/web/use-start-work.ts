import type { CallOf, Endpoint } from '#platform/http/contract.ts';
import { useSend } from '#platform/ui/endpoint-hooks.ts';
import type { Work, work } from '../work.contract.ts';
import { useBegunWork } from './use-begun-work.ts';

/** Begins work in the background, and follows it. */
export function useStartWork<E extends Endpoint & { output: typeof work }>(endpoint: E) {
  const hasBegun = useBegunWork();
  const { send, sending, error } = useSend(endpoint);
  /** Undefined where it was refused. */
  const start = async (input: CallOf<E>): Promise<Work | undefined> => {
    const begun = (await send(input).catch(() => undefined)) as Work | undefined;
    if (begun) hasBegun(begun);
    return begun;
  };
  return { start, starting: sending, error };
}
