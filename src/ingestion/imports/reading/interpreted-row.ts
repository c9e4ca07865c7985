import type { Arriving, ArrivingActivity, FieldToFill } from '#customers/public.child.ts';
import { isForm } from '../../cleaning/rules.ts';
import type { CellReader } from './cell-readers.ts';
import type { FieldKey } from './fields.contract.ts';
import { type ProblemCode, problemCatalogue } from './problems.contract.ts';
import type { ReadCell } from './read-cell.ts';
import type { MappedColumn, Problem } from './reading.contract.ts';

/** A row of cells, as `Scan` and lists of texts give it. */
export interface CellRow {
  cellCount: number;
  cell(index: number): string;
}

/** What cleaning did to one cell of a row, or found in it. */
export interface CellChange {
  column: number;
  /** Codes of rules. */
  rules: readonly string[];
  problem: ProblemCode | null;
  suggestion: string | null;
  before: string;
  /** Empty where the value says nothing. */
  after: string;
  /** Values of fields that no column holds were read off this one, which stays as it is. */
  isOfOtherFields?: true;
}

/** What became of a row. The object is used again for the next row: copy what you keep. */
export interface InterpretedRow {
  /** 'blank' rows have no filled cell at all, 'thin' ones fewer than the mapping asks for; neither is stored. */
  status: 'read' | 'failed' | 'blank' | 'thin';
  /** Values in the order of `copyColumns[as]` without its first column, `row_no`; none for customers and activities. */
  values: (string | null)[];
  /** The customer that a row of customers is, or that one of activities names. */
  arriving: Arriving | null;
  activity: ArrivingActivity | null;
  /** Reasons of a failure, and remarks on values that were kept as entered or left empty. */
  problems: Problem[];
  /** Cells that rules changed or checks found something in. */
  changes: CellChange[];
}

/** One mapped column with what it read last: neighbouring rows often repeat their order's values. */
export interface Reader {
  mapped: MappedColumn;
  field: FieldKey;
  /** Of a column that is read into a custom field that is in use. */
  customField?: FieldToFill | undefined;
  column: number;
  read: CellReader;
  /** Place among the values; -1 for fields that only take part in others. */
  slot: number;
  raw: string;
  result: ReadCell;
  country: string | undefined;
}

/** Notes a problem and, where its kind says so, fails the row. */
export function report(out: InterpretedRow, problem: Problem): void {
  out.problems.push({ ...problem, value: problem.value.slice(0, 200) });
  if (problemCatalogue[problem.code].severity === 'failed') out.status = 'failed';
}

/** Whether a change is more than writing the same value in the form of its field. */
export function isNoteworthy({ rules, problem, suggestion }: Omit<CellChange, 'column'>): boolean {
  return problem !== null || suggestion !== null || rules.some((code) => !isForm(code));
}
