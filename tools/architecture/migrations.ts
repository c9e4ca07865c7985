import type { Project, Violation } from './project.ts';

const fileName = /^database\/migrations\/(\d{4})_([a-z]+)_[a-z0-9_]+\.sql$/;

/** Migrations are numbered without gaps, and each touches only the schema in its name. */
export function migrationsTouchOneSchema(project: Project): Violation[] {
  const paths = project.files.filter((path) => path.startsWith('database/migrations/'));
  const schemas = new Set(paths.map((path) => fileName.exec(path)?.[2]).filter((name) => name !== undefined));
  return paths.flatMap((path, index) => {
    const [, number, schema] = fileName.exec(path) ?? [];
    if (!schema) return [{ path, message: 'a migration is named NNNN_<schema>_<what>.sql' }];
    const expected = String(index + 1).padStart(4, '0');
    const misnumbered = number === expected ? [] : [{ path, message: `the next number is ${expected}` }];
    const sql = withoutQuotedText(project.read(path));
    return [...misnumbered, ...foreignNames(path, sql, schema, schemas), ...bareNames(path, sql)];
  });
}

/** Functions of the platform schema may be called by all: `platform.ensure_months(…)`. */
function foreignNames(path: string, sql: string, own: string, schemas: ReadonlySet<string>): Violation[] {
  const foreign = [...sql.matchAll(/(?<![\w.])([a-z_]+)\.([a-z_]+)\b(\s*\()?/g)]
    .filter(
      ([, schema, , call]) => schemas.has(schema!) && schema !== own && !(schema === 'platform' && call),
    )
    .map(([, schema, name]) => `${schema}.${name}`);
  return [...new Set(foreign)].map((name) => ({
    path,
    message: `names ${name}, outside its schema ${own}`,
  }));
}

function bareNames(path: string, sql: string): Violation[] {
  const target =
    /\b(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:unlogged\s+)?(?:table|view|materialized\s+view|sequence|function|type)\s+(?:if\s+(?:not\s+)?exists\s+)?([\w.]+)|\bindex\s+(?:concurrently\s+)?(?:if\s+not\s+exists\s+)?[\w]+\s+on\s+(?:only\s+)?([\w.]+)/gi;
  return [...sql.matchAll(target)]
    .map((match) => match[1] ?? match[2]!)
    .filter((name) => !name.includes('.'))
    .map((name) => ({ path, message: `${name} needs its schema before it` }));
}

function withoutQuotedText(sql: string): string {
  return sql
    .replace(/--.*$/gm, '')
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/\$(\w*)\$.*?\$\1\$/gs, "''")
    .replace(/'(?:[^']|'')*'/g, "''");
}
