import { call } from '#platform/ui/client.ts';
import { useEndpoint } from '#platform/ui/endpoint-hooks.ts';
import type { Found } from '#platform/ui/page.ts';
import type { Option } from '#platform/ui/select.tsx';
import { type ProductRow, productsContract } from '../products.contract.ts';

const { list, get } = productsContract.endpoints;

/** Products by code or name for the command field. */
export async function find(text: string, signal: AbortSignal): Promise<Found[]> {
  const items = await read(text, signal, 5);
  return items.map((row) => ({ key: row.id, label: row.name, note: row.code, to: `/products/${row.id}` }));
}

/** The same as choices of a Combobox, with the code as the second line. */
export async function productOptions(text: string, signal: AbortSignal): Promise<Option[]> {
  const items = await read(text, signal, 20);
  return items.map((row) => ({ value: row.id, label: row.name, note: row.code }));
}

/** The name of a product by id; undefined while it is read. */
export function useProductName(id: string | undefined): string | undefined {
  const { data } = useEndpoint(get, { id: id ?? '' }, { enabled: Boolean(id) });
  return data && data.id === id ? data.name : undefined;
}

async function read(text: string, signal: AbortSignal, limit: number): Promise<ProductRow[]> {
  return (await call(list, { q: text || undefined, limit }, { signal })).items;
}
