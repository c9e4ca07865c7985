import type { ProblemCode } from './problems.contract.ts';

/** A contact point that a cell holds; the shape that customers are stored from. */
export interface ReadContact {
  kind: 'phone' | 'email' | 'wechat' | 'website';
  /** In the one form of its kind where that can be told, else as entered. */
  value: string;
  entered: string;
  /** Valid, and as far as one can tell that of one customer: it may tell who somebody is. */
  certain: boolean;
  label?: string;
}

/** What was read from one cell. */
export interface ReadCell {
  /** Null where the cell is blank, says nothing or could not be read. Of several contacts the first. */
  value: string | null;
  /** Its text as the rules of the column left it; empty where it says nothing. */
  text: string;
  problem: ProblemCode | null;
  suggestion: string | null;
  /** Codes of the rules that changed it. */
  rules: readonly string[];
  contacts: readonly ReadContact[];
}

/** What a kind of field makes of a cleaned, non-empty text. */
export interface ReadText {
  value: string | null;
  problem: ProblemCode | null;
  suggestion?: string | null;
  /** Codes of rules that work within the reader. */
  rules?: readonly string[];
  contacts?: readonly ReadContact[];
}

const noRules: readonly string[] = [];
export const noContacts: readonly ReadContact[] = [];

/** A blank cell. */
export const nothing: ReadCell = {
  value: null,
  text: '',
  problem: null,
  suggestion: null,
  rules: noRules,
  contacts: noContacts,
};
