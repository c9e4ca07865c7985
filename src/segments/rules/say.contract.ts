import type { NamedKind } from './conditions/named.contract.ts';

/** Words in one language: the browser's and the server's translators both are one. */
export interface Say {
  language: 'en' | 'zh';
  /** A text of `rules.` in our messages; `count` chooses the plural. */
  text(key: string, values?: Record<string, string | number>): string;
  /** `A, B or C`. */
  anyOf(parts: readonly string[]): string;
  /** `A, B and C`. */
  allOf(parts: readonly string[]): string;
  number(value: number): string;
  /** Minor units of the organisation's currency. */
  money(minor: number): string;
  /** A figure of a field of the organisation's own by its key: of money in the field's currency. */
  figureOf(field: string, figure: number): string;
  day(day: string): string;
  /** What people call something by its id or key; the id itself where nobody knows it. */
  name(kind: NamedKind, id: string): string;
}
