import type { CallOf, Endpoint, OutputOf } from '../http/contract.ts';
import { call } from './client.ts';
import { useKeptAnswers } from './endpoint-hooks.ts';
import { ProblemError } from './problem.ts';

interface Saving<Get extends Endpoint, Update extends Endpoint> {
  get: Get;
  update: Update;
  /** The record as it is shown. */
  record: { id: string; version: number };
  /** Lists that show the record too. */
  refreshes?: Endpoint[];
}

/**
 * Returns `save(field, value)` for InlineEdit. Where somebody else has changed other fields meanwhile, the new
 * value goes on top of theirs; where it was this very field, theirs is shown and the 409 is thrown. A field inside
 * another is named with a dot: `customFields.level`.
 */
export function useSaveField<Get extends Endpoint, Update extends Endpoint>({
  get,
  update,
  record,
  refreshes = [],
}: Saving<Get, Update>) {
  const { patch, refresh } = useKeptAnswers();
  const key = { id: record.id } as CallOf<Get>;
  const show = (current: OutputOf<Get>) => void patch(get, key, () => current);
  const write = async (field: string, value: unknown, version: number) =>
    (await call(update, { id: record.id, ...holding(field, value) } as CallOf<Update>, {
      version,
    })) as OutputOf<Get>;
  return async (field: string, value: unknown): Promise<void> => {
    try {
      show(await write(field, value, record.version));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 409) throw error;
      const current = await call(get, key);
      show(current);
      if (fieldOf(current, field) !== fieldOf(record, field)) throw error;
      show(await write(field, value, (current as { version: number }).version));
    }
    void refresh(...refreshes);
  };
}

function holding(field: string, value: unknown): Record<string, unknown> {
  const [name = '', inside] = field.split('.');
  return { [name]: inside === undefined ? value : { [inside]: value } };
}

function fieldOf(record: unknown, field: string): string {
  let found: unknown = record;
  for (const name of field.split('.')) found = (found as Record<string, unknown> | undefined)?.[name];
  return JSON.stringify(found ?? null);
}
