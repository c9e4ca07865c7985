import { shortBlanks } from './white-space.ts';

/** One number of a cell: `number` without the words beside it, `label` those words. */
export interface PhonePart {
  entered: string;
  number: string;
  label: string | null;
}

const separators =
  /[;；、，,|\n\r\t]+|\s+\/\s*|\s*\/\s+|(?<=\d{5,}\)?)\/(?=[+(（]?\d{5,}|[(（]?0\d{2,3}[)）\s-]*\d{6,})|\s*(?:和|或者|或|及|以及|\band\b|\bor\b|&)\s*/gi;
/** A run of digits as people group them, with the extension behind. */
const numbers =
  /[+＋]?[(（]?\+?\d[\d\s().（）·.\-–—*/]*[\d*](?:\s*(?:转|分机号?|ext\.?|extension|x|#)\s*[:：]?\s*\d{1,6}(?!\d))?/gi;
const onlyNumber = /^[+\d][\d ().\-–—]*$/;
const grouped = /^[+\d][\d ,，().-]*$/;
/** A second line told by its last digits: 010-62558888/89. */
const furtherLine = /^(.*\d{6,}) ?\/ ?(\d{1,4})$/;
const around = /^[\s:：()（）[\]【】\-–—.·]+|[\s:：()（）[\]【】\-–—.·]+$/g;
const phoneWord =
  /^(?:手机号?码?|联系?电话|电话号?码?|移动电话|固话|座机|tel|telephone|phone|mobile|mob|cell|m|t|p|h|w|o)$/i;
const exponent = /^\d(?:[.,]\d+)?e[+-]?\d+$/i;
const mostParts = 20;

const digitsIn = (text: string): number => text.replace(/[^\d*]/g, '').length;

/**
 * The numbers of one cell in their order: several parted by marks, words or line ends, a number split by
 * blanks, and words beside a number (`13912345678（妻子）`). A cell without any number is one part.
 */
export function phonesOfCell(text: string): PhonePart[] {
  const trimmed = shortBlanks(text.trim());
  if (onlyNumber.test(trimmed)) return byBlanks(trimmed, null);
  if (trimmed === '') return [];
  const parts = trimmed
    .split(separators)
    .map((part) => part.replace(/^[\s/]+|[\s/]+$/g, ''))
    .filter((part) => /[\p{L}\p{N}*@]/u.test(part));
  if (parts.length === 0) return [{ entered: trimmed, number: trimmed, label: null }];
  // Marks inside of one number: 1,391,234,5678.
  const whole = parts.length > 1 && parts.every((part) => digitsIn(part) < 5) && grouped.test(trimmed);
  if (whole) return [{ entered: trimmed, number: trimmed.replace(/[,，]/g, ''), label: null }];
  const found: PhonePart[] = [];
  for (const part of parts) {
    const read = ofPart(part);
    const last = found.at(-1);
    // What holds no number belongs to the number before it: 13912345678/妻子, 010-62558888/89.
    if (last && read.length === 1 && digitsIn(read[0]!.number) < 5) last.label ??= part;
    else found.push(...read);
  }
  return found.slice(0, mostParts);
}

function ofPart(part: string): PhonePart[] {
  if (onlyNumber.test(part)) return byBlanks(part, null);
  // Letters may be digits of a keypad, exponents or addresses: such a cell is left as it is.
  if (/\d[a-z]+\d/i.test(part) && !/\d\s*(?:x|ext)\s*\d/i.test(part))
    return [{ entered: part, number: part, label: null }];
  if (exponent.test(part)) return [{ entered: part, number: part, label: null }];
  const runs = [...part.matchAll(numbers)].filter(([run]) => digitsIn(run) >= 5);
  if (runs.length === 0) return [{ entered: part, number: part, label: null }];
  return runs.flatMap((run, index) => {
    const from = index === 0 ? 0 : run.index;
    const to = runs[index + 1]?.index ?? part.length;
    const words = `${part.slice(from, run.index)} ${part.slice(run.index + run[0].length, to)}`;
    return byBlanks(run[0].trim(), labelOf(words));
  });
}

function labelOf(words: string): string | null {
  const label = words.replace(around, '').replace(/\s+/g, ' ');
  return label === '' || phoneWord.test(label) ? null : label.slice(0, 50);
}

/** Blanks part numbers only where every piece is long enough to be one. */
function byBlanks(run: string, label: string | null): PhonePart[] {
  if (run.includes(' ')) {
    const pieces = run.split(/\s+/);
    if (pieces.length > 1 && pieces.every((piece) => digitsIn(piece) >= 7)) {
      return pieces.map((piece) => ({ entered: piece, number: piece, label }));
    }
  }
  const further = furtherLine.exec(run);
  if (further) return [{ entered: run, number: further[1]!, label: label ?? `/${further[2]}` }];
  return [{ entered: run, number: run, label }];
}
