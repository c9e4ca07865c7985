import type { Dialect } from '../reading/reading.contract.ts';
import { openParts, partNamed } from './open-parts.ts';

/** As much as a preview looks at. Bytes. */
const peekedBytes = 1 << 20;
const peekedRows = 5100;

/** How a sheet is written once it is text; nothing of it needs to be guessed. */
const sheetDialect: Partial<Dialect> = { encoding: 'utf-8', bomBytes: 0, delimiter: ',', quote: '"' };

/**
 * The head of a part, unpacked no further than it is looked at, and what is known about its dialect.
 * `sizeBytes` is an estimate where the part is longer. Throws `UnpackError`.
 */
export async function peekPart(path: string, fileName: string, name: string) {
  const file = await openParts(path, fileName);
  try {
    const part = partNamed(file, name);
    const pieces: Buffer[] = [];
    let given = 0;
    for await (const piece of part.bytes(peekedRows)) {
      pieces.push(piece);
      given += piece.length;
      if (given >= peekedBytes) break;
    }
    const whole = given < peekedBytes && part.estimate(given) <= given;
    const head = Buffer.concat(pieces);
    // Longer than the head, so that nobody takes the head for the whole.
    const sizeBytes = whole ? given : Math.max(given + 1, part.estimate(given));
    return { head, samples: [], sizeBytes, dialect: part.form === 'sheet' ? sheetDialect : {} };
  } finally {
    file.close();
  }
}
