import type { Rule } from '../../rules/rule-tree.contract.ts';
import { givenScheme } from '../given-scheme.contract.ts';
import { type GradeScheme, scheme as schemeShape, type ToldScheme } from '../scheme.contract.ts';

/** A scheme being written: figures are text, and rules may be missing still. */
export interface SchemeDraft {
  by: GradeScheme['by'];
  criteria: { id: string; rule: Rule | undefined; points: string }[];
  grades: GradeDraft[];
}

export interface GradeDraft {
  key: string;
  en: string;
  zh: string;
  from: string;
  rule: Rule | undefined;
}

/** What the other way of grading lacks begins as the product gives it. */
export function draftOf(scheme: ToldScheme): SchemeDraft {
  const given = givenScheme.by === 'points' ? givenScheme : undefined;
  const criteria = scheme.by === 'points' ? scheme.criteria : (given?.criteria ?? []);
  const last = scheme.grades.length - 1;
  return {
    by: scheme.by,
    criteria: criteria.map(({ rule, points }, at) => ({
      ...{ id: String(at), rule: rule ?? undefined, points: String(points) },
    })),
    grades: scheme.grades.map((grade, at) => ({
      ...{ key: grade.key, en: grade.name.en, zh: grade.name.zh },
      from: String('from' in grade ? grade.from : Math.round((60 * (last - at)) / Math.max(1, last))),
      rule: 'rule' in grade ? (grade.rule ?? undefined) : undefined,
    })),
  };
}

/** The scheme of a draft; undefined while something is missing or does not fit. A name in one language serves for both. */
export function schemeOf({ by, criteria, grades }: SchemeDraft): GradeScheme | undefined {
  const named = grades.map(({ key, en, zh, from, rule }) => ({
    ...{ key, name: { en: en.trim() || zh, zh: zh.trim() || en } },
    ...{ from: figureOf(from), rule },
  }));
  const scheme =
    by === 'rules'
      ? { by, grades: named.map(({ from: _, ...grade }) => grade) }
      : {
          by,
          criteria: criteria.map(({ rule, points }) => ({ rule, points: figureOf(points) })),
          grades: named
            .map(({ rule: _, ...grade }) => grade)
            .toSorted((one, other) => (other.from ?? 0) - (one.from ?? 0)),
        };
  const read = schemeShape.safeParse(scheme);
  return read.success ? read.data : undefined;
}

function figureOf(text: string): number | undefined {
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}

/** The draft with one grade more, below the others. Its key is that of no grade that ever was: rules and history name those. */
export function withGrade(draft: SchemeDraft): SchemeDraft {
  const [chance] = crypto.getRandomValues(new BigUint64Array(1));
  const grade = { key: `g${chance!.toString(36)}`, en: '', zh: '', from: '', rule: undefined };
  return { ...draft, grades: [...draft.grades, grade] };
}

/** The draft with one criterion more. */
export function withCriterion(draft: SchemeDraft): SchemeDraft {
  const next = Math.max(-1, ...draft.criteria.map(({ id }) => Number(id))) + 1;
  return { ...draft, criteria: [...draft.criteria, { id: String(next), rule: undefined, points: '10' }] };
}

/** The list with the item at a place moved up or down by one. */
export function moved<T>(items: readonly T[], at: number, by: -1 | 1): T[] {
  const next = [...items];
  const [item] = next.splice(at, 1);
  if (item !== undefined) next.splice(at + by, 0, item);
  return next;
}
