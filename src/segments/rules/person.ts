/** Microseconds since 1970, which a number holds exactly for ages. */
export type Micros = number;

export interface PersonOrder {
  id: string;
  sourceId: string;
  number: string;
  kind: 'sale' | 'return' | 'cancellation';
  at: Micros;
  store: string | null;
  channel: string | null;
  brand: string | null;
  seller: string | null;
  /** In minor units of the organisation's currency; null without a rate. */
  worth: bigint | null;
  lines: readonly PersonLine[];
}

export interface PersonLine {
  productId: string;
  category: string | null;
  productBrand: string | null;
  /** Millionths. */
  quantity: bigint;
  worth: bigint | null;
}

export interface PersonActivity {
  id: string;
  type: string;
  at: Micros;
}

export interface PersonField {
  fieldId: string;
  text: string | null;
  number: number | null;
  day: string | null;
  flag: boolean | null;
}

/** Scores, and the groups that they make, as text. */
export interface PersonScores {
  recency: string;
  frequency: string;
  spend: string;
  group: string;
  kind: string;
}

/** All facts about one customer that rules ask for. */
export interface Person {
  id: string;
  /** By column of facts.customers: texts, days, and figures as text; times stand in `times`. */
  values: Readonly<Record<string, string | null>>;
  times: Readonly<Record<string, Micros | null>>;
  contacts: readonly { kind: string; value: string }[];
  tags: readonly string[];
  sources: readonly string[];
  orders: readonly PersonOrder[];
  activities: readonly PersonActivity[];
  fields: readonly PersonField[];
  /** Null for who bought nothing within the window. */
  rfm: PersonScores | null;
  /** Null in none. */
  stage: { stage: string; since: Micros } | null;
  /** Null in none; by its key. */
  grade: { grade: string; since: Micros } | null;
  /** Of which the customer is a member. */
  segments: readonly string[];
}
