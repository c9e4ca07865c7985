import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cleaningRulesPage } from './generate/cleaning-rules.ts';
import { conditionsPage } from './generate/conditions.ts';
import { factsPage } from './generate/facts.ts';
import { referencePage } from './generate/markdown.ts';
import { apiPage, eventsPage, jobsPage, permissionsPage, settingsPage } from './generate/reference.ts';
import { dumpSchema } from './generate/schema.ts';
import { tableTypes } from './generate/tables.ts';
import { withMigratedDatabase } from './generate/throwaway-database.ts';

const root = join(import.meta.dirname, '..');
const onlyCompare = process.argv.includes('--check');

/** Writes what differs; with --check it only tells and the process ends with 1. */
function settle(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    const full = join(root, path);
    const before = existsSync(full) ? readFileSync(full, 'utf8') : undefined;
    if (before === text) continue;
    if (onlyCompare) {
      console.error(`${path} is not what npm run generate would write`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(full), { recursive: true });
      writeFileSync(full, text);
      console.log(`wrote ${path}`);
    }
  }
}

settle(
  await withMigratedDatabase(async (database) => ({
    'database/schema.sql': await dumpSchema(database.pool),
    'docs/reference/facts.md': await factsPage(database.pool),
    'src/platform/db/tables.ts': tableTypes(database.connection),
  })),
);

// Only now: code in the middle of a change may not load, and its tables are wanted all the same.
const { domains } = await import('#apps/domains.ts');
const { platformJobs } = await import('#platform/jobs/upkeep.jobs.ts');
const { ruleRows } = await import('#ingestion/cleaning/rules.ts');
const { saidConditions, saidGroups } = await import('#segments/rules/said-examples.ts');
const { commandReference } = await import('#apps/cli/reference-page.ts');
settle({
  'docs/reference/api.md': apiPage(domains),
  'docs/reference/cleaning-rules.md': cleaningRulesPage(ruleRows()),
  'docs/reference/cli.md': referencePage('Command line', commandReference()),
  'docs/reference/conditions.md': conditionsPage(saidGroups(), saidConditions()),
  'docs/reference/events.md': eventsPage(domains),
  'docs/reference/jobs.md': jobsPage([{ name: 'platform', jobs: platformJobs }, ...domains]),
  'docs/reference/permissions.md': permissionsPage(domains),
  'docs/reference/settings.md': settingsPage(),
});
