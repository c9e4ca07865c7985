import type { JsonSchema } from './json-schema.ts';

/** Texts of the shapes that contracts ask for; the first one that fits a pattern is taken. */
const shapes = [
  ...['12', '2026-03-05', '2026-03-05T14:05:00Z', 'CNY', 'CN', '12.50', 'customers.read', 'zh'],
  ...['91350100M000100Y43', 'https://example.org', 'ada@example.org', '#2f6f4f', 'word'],
];

/** What a name stands for where its shape does not tell. */
const named: Record<string, unknown> = {
  email: 'ada@example.org',
  password: 'a long phrase of your own',
  newPassword: 'another phrase of your own',
  timeZone: 'Asia/Shanghai',
  displayName: 'Ada Lovelace',
  issuer: 'https://login.example.org',
  permissions: ['customers.read'],
};

/** A value that fits a schema: what has to be there and no more, or the first that may be where nothing has to. */
export function exampleOf(schema: JsonSchema, name = ''): unknown {
  if (schema.default !== undefined) return schema.default;
  if (schema.examples) return schema.examples[0];
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const option = (schema.anyOf ?? schema.oneOf ?? schema.allOf)?.[0];
  if (option) return exampleOf(option, name);
  if (named[name] !== undefined) return named[name];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object') return exampleObject(schema);
  if (type === 'array') return [exampleOf(schema.items ?? {}, name.replace(/s$/, ''))];
  if (type === 'integer' || type === 'number')
    return Math.max(schema.minimum ?? 1, Math.min(1, schema.maximum ?? 1));
  if (type === 'boolean') return true;
  return exampleText(schema, name);
}

function exampleObject({ properties = {}, required = [] }: JsonSchema): Record<string, unknown> {
  const entries = Object.entries(properties);
  const needed = entries.filter(([key]) => required.includes(key));
  const shown = needed.length > 0 ? needed : entries.slice(0, 1);
  return Object.fromEntries(shown.map(([key, each]) => [key, exampleOf(each, key)]));
}

function exampleText({ format, pattern, minLength = 0 }: JsonSchema, name: string): string {
  if (format === 'email') return 'ada@example.org';
  if (format === 'date-time') return '2026-03-05T14:05:00Z';
  if (format === 'date') return '2026-03-05';
  if (format === 'uri') return 'https://example.org/hook';
  const fitting = pattern === undefined ? undefined : shapes.find((shape) => new RegExp(pattern).test(shape));
  return fitting ?? (name || 'text').padEnd(minLength, 'x');
}
