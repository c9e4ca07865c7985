import { type JsonSchema, optionsOf, typeOf } from '#platform/http/json-schema.ts';
import type { Operation } from '#platform/testing/fuzz/operations.ts';

/** Where an input takes a text: the keys that lead there. */
export interface TextPlace {
  in: 'path' | 'query' | 'body';
  keys: (string | number)[];
  schema: JsonSchema;
}

/** Every place of an input that takes texts of people's own, no ids, times or words of a list. */
export function textPlaces({ parameters, body }: Operation): TextPlace[] {
  const outside = parameters
    .filter((each) => each.in !== 'header')
    .flatMap(({ name, schema, in: where }) => placesIn(schema, [name], where as 'path' | 'query'));
  return [...outside, ...(body ? placesIn(body, [], 'body') : [])];
}

function placesIn(schema: JsonSchema, keys: (string | number)[], where: TextPlace['in']): TextPlace[] {
  const options = optionsOf(schema);
  if (options) return options.flatMap((option) => placesIn(option, keys, where));
  if (schema.enum || schema.const !== undefined) return [];
  if (typeOf(schema) === 'array') return placesIn(schema.items ?? {}, [...keys, 0], where);
  if (typeOf(schema) === 'object') {
    const { properties = {}, additionalProperties: more } = schema;
    const named = Object.entries(properties).flatMap(([key, part]) => placesIn(part, [...keys, key], where));
    return [...named, ...(typeof more === 'object' ? placesIn(more, [...keys, 'key'], where) : [])];
  }
  const isFree = typeOf(schema) === undefined || (typeOf(schema) === 'string' && !schema.pattern);
  return isFree ? [{ in: where, keys, schema }] : [];
}

/** `holder` with `text` where the keys lead, whatever stood there. */
export function withText(holder: unknown, keys: readonly (string | number)[], text: string): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return text;
  if (typeof key === 'number') return [withText(Array.isArray(holder) ? holder[0] : undefined, rest, text)];
  const made = typeof holder === 'object' && holder !== null && !Array.isArray(holder) ? holder : {};
  return { ...made, [key]: withText((made as Record<string, unknown>)[key], rest, text) };
}

/** Objects of an input that would take keys nobody knows; records, whose keys are values, are none. */
export function openObjects(schema: JsonSchema, path = ''): string[] {
  const options = optionsOf(schema) ?? [];
  const inner = options.flatMap((option) => openObjects(option, path));
  if (schema.items) inner.push(...openObjects(schema.items, `${path}[]`));
  for (const [key, part] of Object.entries(schema.properties ?? {}))
    inner.push(...openObjects(part, `${path}.${key}`));
  if (typeof schema.additionalProperties === 'object')
    inner.push(...openObjects(schema.additionalProperties, `${path}.*`));
  const isOpen = typeOf(schema) === 'object' && schema.properties && schema.additionalProperties !== false;
  return isOpen ? [path || 'the whole', ...inner] : inner;
}
