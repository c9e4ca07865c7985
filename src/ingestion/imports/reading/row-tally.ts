import { type InterpretedRow, isNoteworthy } from './interpreted-row.ts';

/** In how many rows one rule changed one column, or one problem was found in it. */
export interface CleaningCount {
  /** Position in the file, from 0. */
  column: number;
  /** Code of a rule or of a problem. */
  code: string;
  rows: number;
}

export interface RowTally {
  /** Counts a row that was read; others count nowhere. */
  add(row: InterpretedRow): void;
  /** The counts since the last call. `cleanedRows` leaves out rows whose values were only written in the form of their field. */
  take(): { cleanings: CleaningCount[]; cleanedRows: number };
}

/** Counts what cleaning did, by column and code. */
export function rowTally(): RowTally {
  let counts = new Map<number, Map<string, number>>();
  let cleanedRows = 0;
  return {
    add: ({ status, changes }) => {
      if (status !== 'read' || changes.length === 0) return;
      let cleaned = false;
      for (const change of changes) {
        const ofColumn = counts.get(change.column) ?? new Map<string, number>();
        counts.set(change.column, ofColumn);
        for (const code of change.rules) ofColumn.set(code, (ofColumn.get(code) ?? 0) + 1);
        if (change.problem !== null) ofColumn.set(change.problem, (ofColumn.get(change.problem) ?? 0) + 1);
        cleaned ||= isNoteworthy(change);
      }
      if (cleaned) cleanedRows++;
    },
    take: () => {
      const cleanings = [...counts].flatMap(([column, codes]) =>
        [...codes].map(([code, rows]) => ({ column, code, rows })),
      );
      const taken = { cleanings, cleanedRows };
      counts = new Map();
      cleanedRows = 0;
      return taken;
    },
  };
}
