import { type Dice, pick } from '../dice.ts';
import { hostileTexts } from './hostile-texts.ts';

const numbers = [0, -0, -1, 1.5, 1e308, 2 ** 31, 2 ** 53, -(2 ** 63), 1e-320, 0.1 + 0.2];
const oddTexts = [
  ...['', '0', '-1', '1e5', '0x10', '01', '9223372036854775808', '9'.repeat(1_000), 'NaN', 'Infinity'],
  ...['2026-02-30', '2026-13-01', '+275760-09-13', '-000001-01-01', '24:00', '2026-03-05T25:00:00Z'],
  ...['２０２６-03-05', '１２', '١٢٣'],
];

/** Something that most fields do not take, and some do: whatever it is, it must be refused or stored, no more. */
export function wrongValue(dice: Dice): unknown {
  switch (dice(8)) {
    case 0:
      return pick(dice, [null, true, false, [], {}, [[]], [null]]);
    case 1:
      return pick(dice, numbers);
    case 2:
      return pick(dice, oddTexts);
    case 3:
      return 'x'.repeat(pick(dice, [201, 1_001, 2_001, 10_001, 100_001]));
    case 4:
      return deep(pick(dice, [10, 49, 51, 2_000]), dice(2) === 0);
    case 5:
      return Array.from({ length: pick(dice, [26, 201, 1_001, 5_000]) }, () => pick(dice, ['1', 'x', 1]));
    case 6:
      return JSON.parse(pick(dice, ['{"constructor":{"prototype":{"x":1}}}', '{"a":{"toString":1}}']));
    default:
      return pick(dice, hostileTexts);
  }
}

function deep(levels: number, asLists: boolean): unknown {
  let value: unknown = 'x';
  for (let level = 0; level < levels; level++) value = asLists ? [value] : { a: value };
  return value;
}

/** `input` with one or more parts broken; keys that nobody knows among them. */
export function broken(input: Record<string, unknown>, dice: Dice): Record<string, unknown> {
  const made = { ...input };
  for (let times = 1 + dice(2); times > 0; times--) breakOne(made, dice);
  return made;
}

function breakOne(holder: Record<string, unknown>, dice: Dice): void {
  const keys = Object.keys(holder);
  if (keys.length === 0 || dice(8) === 0) {
    holder[pick(dice, ['admin', 'x', 'toString', 'constructor', '', 'a.b', '$ne', 'id'])] = wrongValue(dice);
    return;
  }
  const key = pick(dice, keys);
  const inner = holder[key];
  if (dice(8) === 0) delete holder[key];
  else if (isObject(inner) && dice(2) === 0) holder[key] = broken(inner, dice);
  else if (Array.isArray(inner) && isObject(inner[0]) && dice(2) === 0)
    holder[key] = [broken(inner[0], dice), ...inner.slice(1)];
  else holder[key] = wrongValue(dice);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
