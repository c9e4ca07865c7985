import type { Tx } from '#platform/db/database.ts';

export interface OrganisationRow {
  name: string;
  currency: string;
  timeZone: string;
  language: 'en' | 'zh';
  version: number;
}

export async function findOrganisation(tx: Tx): Promise<OrganisationRow | undefined> {
  const row = await tx
    .selectFrom('admin.organisation')
    .select(['name', 'currency', 'time_zone as timeZone', 'language', 'version'])
    .executeTakeFirst();
  return row && { ...row, language: languageOf(row.language) };
}

/** The changed row, or undefined where `version` is not the stored one any more. */
export async function updateOrganisation(
  tx: Tx,
  version: string,
  change: { name?: string; timeZone?: string; language?: string },
): Promise<OrganisationRow | undefined> {
  const row = await tx
    .updateTable('admin.organisation')
    .set((eb) => ({
      version: eb('version', '+', 1),
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.timeZone === undefined ? {} : { time_zone: change.timeZone }),
      ...(change.language === undefined ? {} : { language: change.language }),
    }))
    .where((eb) => eb(eb.cast('version', 'text'), '=', version))
    .returning(['name', 'currency', 'time_zone as timeZone', 'language', 'version'])
    .executeTakeFirst();
  return row && { ...row, language: languageOf(row.language) };
}

export async function insertOrganisation(
  tx: Tx,
  organisation: { name: string; currency: string; timeZone: string; language: string; createdAt: Date },
): Promise<void> {
  const { timeZone, createdAt, ...rest } = organisation;
  await tx
    .insertInto('admin.organisation')
    .values({ ...rest, time_zone: timeZone, created_at: createdAt })
    .execute();
}

/** The table's check constraint lets in nothing else. */
function languageOf(text: string): 'en' | 'zh' {
  return text === 'zh' ? 'zh' : 'en';
}
