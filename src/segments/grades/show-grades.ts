import { customerNames, readsField } from '#customers/public.ts';
import type { Context } from '#platform/db/context.ts';
import { fail } from '#platform/errors/errors.ts';
import type { OutputOf } from '#platform/http/contract.ts';
import { decodeCursor, encodeCursor } from '#platform/http/cursor.ts';
import { reachedByRule } from '../rules/rule-reach.queries.ts';
import { refuseUnreadable } from '../rules/rule-rights.ts';
import { brokenAmong, sentencesOf } from '../rules/told-rules.ts';
import { wholeOfStored } from '../segments/rules-behind.ts';
import { namedPage, withReadTotals } from '../standing/standing.ts';
import { rulesIn } from './given-scheme.contract.ts';
import type { Grade, GradeChange, gradesContract } from './grades.contract.ts';
import { settingsOf } from './grades.ts';
import {
  countGrades,
  gradeOf,
  pageOfChanges,
  pageOfGraded,
  type StoredChange,
} from './show-grades.queries.ts';
import { namesOfGrades, readGrades, type StoredGrades } from './stored-grades.queries.ts';

type Endpoints = (typeof gradesContract)['endpoints'];

/**
 * Whom the actor may be told grades of. Fails as the asking of their rules does, those that they will be worked out by next
 * and those that they were by last, where they read what is kept from the actor.
 */
async function reachOfGrades(ctx: Context) {
  const stored = await readGrades(ctx);
  const rules = [...rulesIn(stored.scheme), ...(stored.applied ? rulesIn(stored.applied) : [])];
  const { known, whole } = await wholeOfStored(ctx, rules);
  refuseUnreadable(ctx, whole ?? known);
  return { stored, reach: reachedByRule(ctx, whole) };
}

/** The scheme in words, and how many reached customers have each grade. */
export async function showGrades(ctx: Context): Promise<OutputOf<Endpoints['grades']>> {
  const { stored, reach } = await reachOfGrades(ctx);
  const { scheme, state } = stored;
  const { rows, asOf } = await countGrades(ctx, reach);
  const seesSpend = readsField(ctx, 'spendMinor');
  const names = await namesOfGrades(ctx);
  // Those of the scheme before count until the new one is applied.
  const keys = new Set([...scheme.grades, ...(stored.applied?.grades ?? [])].map(({ key }) => key));
  const current = new Set(scheme.grades.map(({ key }) => key));
  return {
    settings: settingsOf(stored),
    sentences: await sentencesOf(ctx, rulesIn(scheme)),
    broken: await brokenAmong(ctx, rulesIn(scheme)),
    state,
    customers: rows.reduce((total, { customers }) => total + customers, 0),
    grades: [...keys].flatMap((key) => {
      const found = rows.find((row) => row.grade === key);
      if (!found && !current.has(key)) return [];
      const { customers = 0, spendMinor = '0', medianDays = null } = found ?? {};
      const named = { key, name: names.get(key)! };
      return [{ ...named, customers, spendMinor: seesSpend ? spendMinor : null, medianDays }];
    }),
    asOf: asOf.toISOString(),
  };
}

/** One page of the customers of a grade. */
export async function listGraded(
  ctx: Context,
  input: { grade?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<OutputOf<Endpoints['gradedCustomers']>> {
  const { reach } = await reachOfGrades(ctx);
  const { grade, cursor, limit } = input;
  const sort = `grades ${grade ?? ''}`;
  const after = decodeCursor(cursor, sort, 'instant');
  const found = await pageOfGraded(ctx, { grade, after, limit }, reach);
  const { items, ...rest } = await namedPage(ctx, found, { limit, sort, by: ({ since }) => since });
  return { items: items.map((row) => withReadTotals(ctx, row)), ...rest };
}

/** The grade of a customer and what it is made of. Fails with customers.not_found for one that the actor does not reach. */
export async function showCustomerGrade(
  ctx: Context,
  { id }: { id: string },
): Promise<OutputOf<Endpoints['customerGrade']>> {
  const { stored, reach } = await reachOfGrades(ctx);
  const found = await gradeOf(ctx, id, reach);
  if (!found) throw fail('notFound', 'customers.not_found');
  const { grade, since, points, met } = found;
  const parts = grade === null ? [] : await partsOf(ctx, stored);
  return {
    grade: gradeNamed(grade, await namesOfGrades(ctx)),
    ...{ since, points },
    parts: parts.map((part, at) => ({ ...part, met: met?.includes(at + 1) ?? false })),
    standsStill: (await brokenAmong(ctx, rulesIn(stored.scheme))).length > 0,
  };
}

/** The criteria by which grades were worked out last; none where rules decide. */
async function partsOf(ctx: Context, { applied }: StoredGrades) {
  if (applied?.by !== 'points') return [];
  const sentences = await sentencesOf(ctx, rulesIn(applied));
  return applied.criteria.map(({ points }, at) => ({ sentence: sentences[at]!, points }));
}

function gradeNamed(key: string | null, names: ReadonlyMap<string, Grade['name']>): Grade | null {
  return key === null ? null : { key, name: names.get(key) ?? { en: key, zh: key } };
}

/** One page of changes of grade, the newest first, with the names of the customers. */
export async function listChanges(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<OutputOf<Endpoints['gradeChanges']>> {
  const { stored, reach } = await reachOfGrades(ctx);
  const sort = 'grade changes';
  const rows = await pageOfChanges(ctx, { after: decodeCursor(cursor, sort), limit }, reach);
  const items = await toldChanges(ctx, stored, rows.slice(0, limit));
  const names = await customerNames(
    ctx,
    items.map(({ customerId }) => customerId),
  );
  return {
    items: items.map((item) => ({ ...item, name: names.get(item.customerId)?.displayName ?? null })),
    next: nextAfter(items, sort, rows.length > limit),
  };
}

/** The same of one customer. Fails with customers.not_found for one that the actor does not reach. */
export async function listCustomerGrades(
  ctx: Context,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<OutputOf<Endpoints['customerGrades']>> {
  const { stored, reach } = await reachOfGrades(ctx);
  if (!(await gradeOf(ctx, id, reach))) throw fail('notFound', 'customers.not_found');
  const sort = `grade changes ${id}`;
  const rows = await pageOfChanges(ctx, { id, after: decodeCursor(cursor, sort), limit }, reach);
  const items = await toldChanges(ctx, stored, rows.slice(0, limit));
  return { items, next: nextAfter(items, sort, rows.length > limit) };
}

function nextAfter(items: readonly { id: string }[], sort: string, isMore: boolean): string | null {
  const last = items.at(-1);
  return isMore && last ? encodeCursor({ sort, value: null, id: last.id }) : null;
}

/** What somebody may read of schemes before nobody asked: of changes by those only the grades are told. */
async function toldChanges(
  ctx: Context,
  stored: StoredGrades,
  changes: readonly StoredChange[],
): Promise<GradeChange[]> {
  const names = await namesOfGrades(ctx);
  const parts = await partsOf(ctx, stored);
  return changes.map(({ from, to, scheme, points, met, ...change }) => {
    const isKnown = scheme === stored.appliedVersion;
    return {
      ...change,
      from: gradeNamed(from, names),
      to: gradeNamed(to, names),
      points: isKnown ? points : null,
      parts: isKnown ? parts.filter((_, at) => met?.includes(at + 1)) : null,
    };
  });
}
