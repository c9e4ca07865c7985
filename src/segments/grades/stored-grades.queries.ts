import { sql } from 'kysely';
import type { Context } from '#platform/db/context.ts';
import type { WorkedOut } from '../standing/standing.contract.ts';
import { givenScheme } from './given-scheme.contract.ts';
import type { GradeName, GradeScheme } from './scheme.contract.ts';

/** The settings with what came of them last. */
export interface StoredGrades {
  scheme: GradeScheme;
  isGiven: boolean;
  version: number;
  /** Null before grades were worked out at all. */
  appliedVersion: number | null;
  /** By which grades were worked out last. */
  applied: GradeScheme | null;
  asked: string;
  state: WorkedOut;
}

export async function readGrades(ctx: Context): Promise<StoredGrades> {
  const { rows } = await sql<
    WorkedOut & {
      version: number;
      appliedVersion: number | null;
      asked: string;
      scheme: GradeScheme | null;
      applied: GradeScheme | null;
    }
  >`select g.version, g.applied_version as "appliedVersion", g.asked, g.asked > g.answered as computing,
      g.computed_at as "computedAt", g.computed_for as "computedFor", g.took_ms as "tookMs", s.scheme, a.scheme as applied
    from segments.grade_settings g join segments.grade_schemes s on s.version = g.version
    left join segments.grade_schemes a on a.version = g.applied_version`.execute(ctx.tx);
  const { computing, computedAt, computedFor, tookMs, scheme, applied, ...row } = rows[0]!;
  return {
    ...row,
    scheme: scheme ?? givenScheme,
    isGiven: scheme === null,
    applied: row.appliedVersion === null ? null : (applied ?? givenScheme),
    state: { computing, computedAt, computedFor, tookMs },
  };
}

/** The names of grades by key, of all that ever were; as they were called last. */
export async function namesOfGrades(ctx: Context): Promise<Map<string, GradeName>> {
  const { rows } = await sql<{ scheme: GradeScheme | null }>`select scheme from segments.grade_schemes
    order by version`.execute(ctx.tx);
  const names = new Map<string, GradeName>();
  for (const { scheme } of rows)
    for (const { key, name } of (scheme ?? givenScheme).grades) names.set(key, name);
  return names;
}

/** False where `version` is not the stored one any more. Asks for the grades anew. */
export async function writeScheme(
  ctx: Context,
  version: string,
  scheme: GradeScheme | null,
): Promise<boolean> {
  const { rows } = await sql<{ version: number }>`update segments.grade_settings
    set version = version + 1, asked = asked + 1, stands_still = false where version::text = ${version} returning version`.execute(
    ctx.tx,
  );
  if (!rows[0]) return false;
  await sql`insert into segments.grade_schemes (version, scheme, saved_at)
    values (${rows[0].version}, ${scheme === null ? null : JSON.stringify(scheme)}::jsonb, ${ctx.clock.now()})`.execute(
    ctx.tx,
  );
  return true;
}

/** Keeps nothing of how the grades of these customers changed. */
export async function forgetGradeChanges(ctx: Context, ids: readonly string[]): Promise<void> {
  await sql`delete from segments.grade_changes where customer_id = any(${ids}::bigint[])`.execute(ctx.tx);
}

export async function askForGrading(ctx: Context): Promise<void> {
  await sql`update segments.grade_settings set asked = asked + 1`.execute(ctx.tx);
}
