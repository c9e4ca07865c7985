/** A view of facts as a table of the copy: its columns in order, with the types that the copy gives them. */
export interface FactTable {
  name: string;
  columns: { name: string; type: string }[];
}

/** That rows come with some of the columns, and how all of them are made of such rows, which the text calls `narrow`. */
export interface NarrowRows {
  columns: FactTable['columns'];
  widened: string;
}

/** What a copy holds, kept in its file by the transaction that brought it there. */
export interface CopyState {
  /** The form of the views. */
  stamp: string;
  /** The database that it is a copy of. */
  origin: string;
  /** The build that its file comes from. */
  build: string;
  /** It holds what this snapshot of PostgreSQL sees, no less and no more. */
  snapshot: string;
  /** When the snapshot was taken, ISO. */
  asOf: string;
}

/** Rows of a table to read anew: those with these keys go, those of the file come. */
export interface TableChange {
  table: FactTable;
  /** JSON lists of keys by column; null for every row. */
  keys: { column: string; type: string; list: string }[] | null;
  /** The rows as they are now, as PostgreSQL writes them. */
  file: string;
}

/** What the server asks of the process that owns the copy; it does one after the other, but for questions. */
export type Command =
  | { type: 'open'; file: string }
  | { type: 'begin'; file: string; tables: FactTable[]; functions: string[] }
  /** Deletes a file whose build failed. */
  | { type: 'abandon' }
  | { type: 'load'; table: FactTable; file: string; narrow?: NarrowRows }
  | { type: 'finish'; state: CopyState }
  | { type: 'apply'; changes: TableChange[]; state: CopyState }
  | { type: 'ask'; text: string; parameters: readonly unknown[]; timeZone: string };

/** `stop` breaks a question off; `more` asks for its next page. */
export type ToProcess = { id: number; command: Command } | { id: number; type: 'stop' | 'more' };

/** `memory`: its limit was met. `stopped`: broken off. `broken`: the file or the process. `fault`: the statement. */
export type Trouble = 'memory' | 'stopped' | 'broken' | 'fault';

export type FromProcess =
  | { type: 'ready' }
  /** The library is not there for this machine. */
  | { type: 'absent'; reason: string }
  | { id: number; type: 'page'; names: string[]; rows: unknown[][] }
  | { id: number; type: 'done'; state?: CopyState }
  | { id: number; type: 'failed'; trouble: Trouble; message: string };
