import { isAscii } from 'node:buffer';
import type { Dialect } from './reading.contract.ts';

/**
 * Decides the encoding of a file from its head and, where the head is plain ASCII, from further
 * samples of it: byte order mark, then strict UTF-8, then GB18030 where the high bytes come in the
 * pairs of Chinese text, else Windows-1252. `whole` says that `head` is the entire file.
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
  const { chinese, broken } = countPairs(telling);
  if (chinese >= 0.7) return { encoding: 'gb18030', bomBytes: 0 };
  // A few broken bytes in UTF-8 fail their rows; they do not make the file another one.
  if (broken < 0.05) return { encoding: 'utf-8', bomBytes: 0 };
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

/** Share of the high bytes that stand in GB2312 pairs, and share that is no UTF-8. */
function countPairs(bytes: Buffer): { chinese: number; broken: number } {
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
  const text = new TextDecoder('utf-8').decode(bytes);
  const lost = text.split('\ufffd').length - 1;
  return { chinese: paired / high, broken: lost / high };
}
