import { isAscii } from 'node:buffer';
import { commonCharacters } from './common-characters.ts';
import type { Dialect } from './reading.contract.ts';

/** As many bytes tell one Chinese encoding from the other. */
const telltaleBytes = 64 * 1024;

/** Says nothing about the encoding. */
const punctuation = new Set('　、。，．；：？！（）「」『』《》【】—…～－');

/**
 * Decides the encoding of a file from its head and, where the head is plain ASCII, from further
 * samples of it: byte order mark, then UTF-8 where most lines are, then Big5 or GB18030, whichever makes
 * more usual Chinese characters of it (GB18030 also where the high bytes come in its pairs), else
 * Windows-1252. `whole` says that `head` is the entire file.
 */
export function detectEncoding(
  head: Buffer,
  whole: boolean,
  samples: readonly Buffer[] = [],
): Pick<Dialect, 'encoding' | 'bomBytes'> {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: 'utf-8', bomBytes: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bomBytes: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bomBytes: 2 };
  const telling = isAscii(head) ? samples.map(fromFirstLine).find((sample) => !isAscii(sample)) : head;
  if (telling === undefined) return { encoding: withoutMark(head), bomBytes: 0 };
  if (isUtf8(telling, whole && telling === head)) return { encoding: 'utf-8', bomBytes: 0 };
  // Broken bytes in UTF-8 fail their rows; they do not make the file another one.
  if (mostlyUtf8(telling)) return { encoding: 'utf-8', bomBytes: 0 };
  const simplified = commonShare(telling, 'gb18030');
  const traditional = commonShare(telling, 'big5');
  if (traditional >= 0.4 && traditional > simplified) return { encoding: 'big5', bomBytes: 0 };
  if (simplified >= 0.4 || pairedShare(telling) >= 0.7) return { encoding: 'gb18030', bomBytes: 0 };
  return { encoding: 'windows-1252', bomBytes: 0 };
}

/** UTF-16 without a mark shows as ASCII with a NUL at every other place. */
function withoutMark(head: Buffer): Dialect['encoding'] {
  const places = Math.min(head.length, 4096) & ~1;
  let even = 0;
  let odd = 0;
  for (let at = 0; at < places; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  if (places >= 8 && odd > places * 0.35 && even === 0) return 'utf-16le';
  if (places >= 8 && even > places * 0.35 && odd === 0) return 'utf-16be';
  return 'utf-8';
}

function fromFirstLine(sample: Buffer): Buffer {
  return sample.subarray(Math.max(0, sample.indexOf(10)));
}

function isUtf8(bytes: Buffer, whole: boolean): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return true;
  } catch {
    return false;
  }
}

/** How many of the characters beyond ASCII are usual ones when the bytes are read in an encoding, 0 to 1. */
function commonShare(bytes: Buffer, encoding: 'gb18030' | 'big5'): number {
  let common = 0;
  let seen = 0;
  for (const character of new TextDecoder(encoding).decode(bytes.subarray(0, telltaleBytes))) {
    if (character < '\u0080' || punctuation.has(character)) continue;
    seen++;
    if (commonCharacters.has(character)) common++;
  }
  return seen === 0 ? 0 : common / seen;
}

/** Whether hardly a character is broken, or at least half of the lines beyond ASCII are UTF-8. */
function mostlyUtf8(bytes: Buffer): boolean {
  const text = bytes.subarray(0, telltaleBytes).toString('utf8');
  let broken = 0;
  let lost = 0;
  let beyond = 0;
  let high = 0;
  for (const line of text.split('\n')) {
    const wide = line.replace(/[\0-\x7f]+/g, '');
    if (wide === '') continue;
    beyond++;
    high += wide.length;
    const holes = wide.split('\ufffd').length - 1;
    lost += holes;
    if (holes > 0) broken++;
  }
  return lost < high * 0.05 || broken <= beyond / 2;
}

/** Share of the bytes beyond ASCII that stand in pairs of GB2312. */
function pairedShare(bytes: Buffer): number {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (byte < 0x80) continue;
    high++;
    const second = bytes[at + 1] ?? 0;
    if (byte >= 0xa1 && byte <= 0xf7 && second >= 0xa1) {
      at++;
      high++;
      paired += 2;
    } else if (byte >= 0x81 && second >= 0x40) {
      at++;
      if (second >= 0x80) high++;
    }
  }
  return paired / high;
}
