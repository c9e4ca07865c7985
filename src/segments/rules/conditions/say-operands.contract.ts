import type { Say } from '../say.contract.ts';
import type { NamedKind } from './named.contract.ts';
import type { Operands } from './operands.contract.ts';
import type { Comparison, Window } from './parts.contract.ts';

const mostNamed = 5;

/** The first of many, and how many more there are. */
export function shortList(parts: readonly string[], say: Say, join: 'anyOf' | 'allOf' = 'anyOf'): string {
  if (parts.length <= mostNamed) return say[join](parts);
  const rest = say.text('more', { count: parts.length - mostNamed + 1 });
  return say[join]([...parts.slice(0, mostNamed - 1), rest]);
}

export function namesText(
  kind: NamedKind,
  names: readonly string[],
  say: Say,
  join: 'anyOf' | 'allOf' = 'anyOf',
): string {
  return shortList(
    names.map((name) => say.name(kind, name)),
    say,
    join,
  );
}

/** `at least 2`, `2 to 5`. */
export function comparedText(
  { operator, value, to }: Comparison,
  say: Say,
  figure: (value: number) => string = say.number,
): string {
  return say.text(`compare.${operator}`, { figure: figure(value), to: figure(to ?? value) });
}

/** `in the last 90 days`. */
export function windowText(window: Window, say: Say): string {
  if ('days' in window)
    return window.days === 1
      ? say.text('window.today')
      : say.text('window.days', { days: say.number(window.days) });
  if ('nextDays' in window)
    return window.nextDays === 1
      ? say.text('window.today')
      : say.text('window.nextDays', { days: say.number(window.nextDays) });
  if ('daysAgo' in window)
    return say.text('window.daysAgo', {
      from: say.number(window.daysAgo.from),
      to: say.number(window.daysAgo.to),
    });
  const { from, to } = window;
  if (to === undefined) return say.text('window.from', { from: say.day(from!) });
  if (from === undefined) return say.text('window.to', { to: say.day(to) });
  return say.text('window.fromTo', { from: say.day(from), to: say.day(to) });
}

/** What is said of one field. */
export function operandsText(
  operands: Operands,
  field: string,
  say: Say,
  { value, figure }: { value: (text: string) => string; figure: (figure: number) => string },
): string {
  const { operator } = operands;
  switch (operator) {
    case 'empty':
    case 'filled':
      return say.text(`fields.${operator}`, { field });
    case 'within':
      return say.text('fields.within', { field, when: windowText(operands.within, say) });
    case 'is':
    case 'isNot':
      return say.text(`fields.${operator}`, { field, values: shortList(operands.values.map(value), say) });
    case 'contains':
    case 'notContains':
    case 'begins': {
      const quoted = operands.values.map((text) => say.text('quoted', { text }));
      return say.text(`fields.${operator}`, { field, values: shortList(quoted, say) });
    }
    default:
      return say.text('fields.figure', { field, compared: comparedText(operands, say, figure) });
  }
}
