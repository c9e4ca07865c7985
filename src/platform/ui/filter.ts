import type { Option } from './select.tsx';

/**
 * One thing to filter by. Its value is text, fit for the address bar and the API: a choice is its value
 * (several by commas), a `search` one of too many to list,, `range` and `dates` are `from..to` with either end open.
 */
export type FilterDefinition =
  | {
      key: string;
      label: string;
      kind: 'choice';
      options: Option[];
      several?: boolean;
      /** Stands before what is chosen, in place of “… is”. */
      lead?: string;
    }
  | { key: string; label: string; kind: 'text'; placeholder?: string }
  | { key: string; label: string; kind: 'range'; unit?: string }
  | { key: string; label: string; kind: 'dates' }
  | {
      key: string;
      label: string;
      kind: 'search';
      search: (text: string, signal: AbortSignal) => Promise<Option[]>;
      /** What is chosen now, once its name is known. */
      chosen?: Option;
    };

export type FilterValues = Record<string, string | undefined>;
