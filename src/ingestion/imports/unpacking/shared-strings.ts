import { unescaped } from './sheet-cells.ts';
import { UnpackError } from './unpack-error.ts';
import { xmlReader } from './xml-events.ts';

/** Characters of all shared strings together; they lie in memory. */
const mostCharacters = 100_000_000;

/** Reads the shared strings of a workbook, up to the one with the number `last`. */
export async function sharedStrings(bytes: AsyncIterable<Buffer>, last: number): Promise<string[]> {
  const strings: string[] = [];
  let text = '';
  let takes = false;
  let spoken = 0;
  let characters = 0;
  const reader = xmlReader({
    open: (name) => {
      if (name === 'si') text = '';
      else if (name === 't') takes = spoken === 0;
      else if (name === 'rPh') spoken++;
    },
    text: (piece) => {
      if (takes) text += piece;
    },
    close: (name) => {
      if (name === 't') takes = false;
      else if (name === 'rPh') spoken--;
      else if (name === 'si') {
        strings.push(unescaped(text));
        characters += text.length;
      }
    },
  });
  for await (const piece of bytes) {
    reader.push(piece);
    if (strings.length > last) return strings;
    if (characters > mostCharacters)
      throw new UnpackError(
        'ingestion.reading_too_much_memory',
        `${characters} characters of shared strings`,
      );
  }
  reader.end();
  return strings;
}
