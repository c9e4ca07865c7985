import type { FieldKey, FieldReading } from '../imports/reading/fields.contract.ts';
import type { ProblemCode } from '../imports/reading/problems.contract.ts';
import type { ColumnReading } from '../imports/reading/reading.contract.ts';

/** A text in both languages. */
export interface Told {
  en: string;
  zh: string;
}

/** What a rule knows beside the text: what its column holds and how it is written. */
export interface ColumnKnowledge {
  field: FieldKey;
  reading: ColumnReading;
  /** ISO 3166 country of the row's customer, else that which the column or the file tells; undefined where unknown. */
  country: string | undefined;
}

interface Member {
  /** Stable: it is stored with mappings, source records and sums, and given over REST. `text.full_width`. */
  code: string;
  title: Told;
  /** Why, in one sentence for people. */
  reason: Told;
  /** Kinds of fields whose cells it looks at. */
  readings: readonly FieldReading[];
  byDefault: boolean;
  /** Traits (see `text-traits.ts`) of which a text needs one to be looked at; absent: every text. */
  when?: number;
}

/** Changes the text of a cell. Pure, quick, never throws, and finds nothing to do in what it made itself. */
export interface CleaningRule extends Member {
  /** The field can hold the value in this form only, so nobody can switch it off. */
  always?: boolean;
  examples: readonly { before: string; after: string | null; column?: Partial<ColumnKnowledge> }[];
  /** The text that is meant: the same text = nothing to do; null = the value says nothing. Never given an empty text. */
  clean(text: string, column: ColumnKnowledge): string | null;
}

/** Looks at a text that stays as it is. What it finds is noted with the value; the row is taken all the same. */
export interface CleaningCheck extends Member {
  /** What is noted; null where only a suggestion is made. Its severity in `problemCatalogue` is `kept`. */
  problem: ProblemCode | null;
  examples: readonly {
    value: string;
    finds: boolean;
    suggestion?: string;
    column?: Partial<ColumnKnowledge>;
  }[];
  /** Null where nothing is wrong; `suggestion` is what was probably meant. */
  check(text: string, column: ColumnKnowledge): { suggestion?: string } | null;
}
