import { type JsonSchema, optionsOf, typeOf } from '#platform/http/json-schema.ts';
import { type Dice, pick } from '../dice.ts';
import { hostileTexts, isUnstorable } from './hostile-texts.ts';

/** What a value is made with. */
export interface Hand {
  dice: Dice;
  /** An id of a thing that is there, of the kind that `name` suggests. */
  idFor(name: string): string | undefined;
  /** As people would send it; otherwise at the edges of what fits. */
  isOrdinary: boolean;
  /** With nothing that could be left out. */
  onlyRequired?: boolean;
}

/** A value that fits the schema. */
export function fittingValue(schema: JsonSchema, name: string, hand: Hand): unknown {
  const { dice } = hand;
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(dice, schema.enum);
  if (schema.examples && (hand.isOrdinary || dice(4) > 0)) return pick(dice, schema.examples);
  const options = optionsOf(schema);
  if (options) return fittingValue(pick(dice, options), name, hand);
  switch (typeOf(schema)) {
    case 'object':
      return fittingObject(schema, hand);
    case 'array':
      return fittingList(schema, name, hand);
    case 'integer':
    case 'number':
      return fittingNumber(schema, hand);
    case 'boolean':
      return dice(2) === 0;
    case 'null':
      return null;
    case 'string':
      return fittingText(schema, name, hand);
    default:
      return pick(dice, ['x', 1, null, { text: 'x' }]);
  }
}

/** All that is required, and mostly half of the rest. */
export function fittingObject(schema: JsonSchema, hand: Hand): Record<string, unknown> {
  const required = new Set(schema.required ?? []);
  const made: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(schema.properties ?? {})) {
    if (required.has(key) || (!hand.onlyRequired && hand.dice(2) === 0))
      made[key] = fittingValue(part, key, hand);
  }
  const { additionalProperties: more, propertyNames } = schema;
  if (typeof more === 'object' && !hand.onlyRequired) {
    for (let left = hand.dice(3); left > 0; left--) {
      const key = propertyNames ? String(fittingValue(propertyNames, 'key', hand)) : pick(hand.dice, plain);
      made[key] = fittingValue(more, key, hand);
    }
  }
  return made;
}

function fittingList({ items = {}, minItems = 0, maxItems = 3 }: JsonSchema, name: string, hand: Hand) {
  const length = Math.max(minItems, Math.min(maxItems, hand.dice(4)));
  return Array.from({ length }, () => fittingValue(items, name.replace(/s$/, ''), hand));
}

function fittingNumber({ minimum, maximum, exclusiveMinimum, type }: JsonSchema, hand: Hand): number {
  const { dice, isOrdinary } = hand;
  const least = minimum ?? (exclusiveMinimum === undefined ? 0 : exclusiveMinimum + 1);
  const most = maximum ?? 1_000_000;
  const edge = pick(dice, [least, most, Math.min(most, least + 1)]);
  return !isOrdinary && dice(2) === 0 ? edge : Math.min(most, least + dice(type === 'integer' ? 10 : 100));
}

const plain = ['Ada', '李雷', 'x', 'Evergreen 常青', 'note'];

/** Values of every pattern and format that contracts use, ordinary ones and edges. */
const shapes = [
  ...['1', '12', '0', '-1', '007', '9'.repeat(14), '9'.repeat(18), '9'.repeat(25), '9'.repeat(400), '-0'],
  ...['0.5', '-0.000001', '99999999999999.999999', '0.0000000001', '9999999999.9999999999', '12.50'],
  ...['CNY', 'USD', 'JPY', 'ZZZ', 'CN', 'ZZ', 'none', 'CN,US,none', 'zh', 'en-GB', 'a.b', 'customers.read'],
  ...['91350100M000100Y43', 'AAAAAAAA', 'ada@example.org', 'https://a.example/x?y=1#z'],
  ...['2026-03-05', '2024-02-29', '0001-01-01', '0000-01-01', '9999-12-31'],
  ...['2026-03-05T14:05:00Z', '2026-03-05T14:05:00.123456789+08:00', '0000-01-01T00:00:00Z'],
  ...['0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59.999999999-23:59', '2026-03-05T14:05Z'],
];

const byName: Record<string, readonly string[]> = {
  timeZone: ['Asia/Shanghai', 'UTC', 'Asia/Nowhere'],
  email: ['member1@example.com'],
  role: ['member', 'viewer', 'administrator', 'nobody'],
  permissions: ['customers.read', 'customers.write'],
  permission: ['customers.read', 'admin.manage', 'x.y'],
  password: ['sturdy copper kettle'],
  newPassword: ['quiet harbour lantern'],
  value: ['new@example.com', '13800138000', '+8613800138000'],
  creditCode: ['91350100M000100Y43'],
};

const fitting = new Map<string, string[]>();

function matchingShapes(pattern: string): string[] {
  const matching = fitting.get(pattern) ?? shapes.filter((shape) => new RegExp(pattern).test(shape));
  fitting.set(pattern, matching);
  return matching;
}

function fittingText(schema: JsonSchema, name: string, hand: Hand): string {
  const { pattern, format, minLength = 0, maxLength = 200 } = schema;
  const { dice, isOrdinary } = hand;
  if (pattern?.startsWith('^[1-9]\\d{0,1')) {
    const known = !isOrdinary && dice(3) === 0 ? undefined : hand.idFor(name);
    if (known !== undefined) return known;
  }
  if ((format === 'email' || name === 'email') && dice(4) > 0) return `u${dice(1_000_000)}@example.org`;
  if (pattern !== undefined) {
    const matching = matchingShapes(pattern);
    return (isOrdinary ? matching[0] : pick(dice, matching)) ?? 'x';
  }
  const text = freeText(name, hand);
  return cut(text.padEnd(minLength, 'x'), maxLength);
}

function freeText(name: string, { dice, isOrdinary }: Hand): string {
  const named = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (named && (isOrdinary || dice(3) > 0)) return pick(dice, named);
  if (isOrdinary || dice(3) === 0) return pick(dice, plain);
  const text = pick(dice, dice(3) === 0 ? shapes : hostileTexts);
  return isUnstorable(text) ? 'x' : text;
}

/** Whole characters, as many as fit. */
function cut(text: string, maxLength: number): string {
  return text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '');
}
