import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import { tagsContract } from '../tags.contract.ts';

const { tags } = tagsContract.endpoints;

/** All tags by name. How many customers carry each comes after them, where it is asked for. */
export function useTags({ counts = false } = {}) {
  const { data, error, refetch } = useEndpoint(tags, {});
  const counted = useEndpoint(tags, { counts: true }, { enabled: counts });
  const sums = new Map(counted.data?.items.map(({ id, customers, exact }) => [id, { customers, exact }]));
  const items = data?.items.map((tag) => ({ ...tag, ...sums.get(tag.id) }));
  return { items, error, refetch };
}
