import type { Project, Violation } from './project.ts';

const schemaFile = 'database/schema.sql';

/**
 * Every table with a column that names a customer is some domain's personal data, so that it can be exported
 * and erased; and what is declared exists.
 */
export function personalDataIsDeclared(project: Project): Violation[] {
  const tables = tablesOf(project.read(schemaFile));
  const declared = project.domains.flatMap((domain) =>
    domain.personalData.map((entry) => ({ ...entry, domain: domain.name })),
  );
  const missing = [...tables]
    .flatMap(([table, columns]) => [...columns].map((column) => ({ table, column })))
    .filter(({ table, column }) => namesCustomer(table, column))
    .filter(({ table }) => !declared.some((entry) => entry.table === table))
    .map(({ table, column }) => ({
      path: `src/${table.split('.')[0]}/domain.ts`,
      message: `personalData must list ${table}, whose column ${column} names a customer`,
    }));
  const stale = declared
    .filter((entry) => !tables.get(entry.table)?.has(entry.customerColumn))
    .map((entry) => ({
      path: `src/${entry.domain}/domain.ts`,
      message: `personalData lists ${entry.table}.${entry.customerColumn}, which ${schemaFile} has not`,
    }));
  return [...missing, ...stale];
}

function namesCustomer(table: string, column: string): boolean {
  return /(^|_)customer_id$/.test(column) || (table === 'customers.customers' && column === 'id');
}

/** Column names by table, from the generated schema. */
function tablesOf(schema: string): Map<string, Set<string>> {
  const tables = [...schema.matchAll(/^create table (\S+) \(\n(.*?)\n\)/gms)];
  return new Map(
    tables.map(([, name, body]) => [
      name!,
      new Set([...body!.matchAll(/^ {2}(?!constraint )(\w+) /gm)].map((line) => line[1]!)),
    ]),
  );
}
