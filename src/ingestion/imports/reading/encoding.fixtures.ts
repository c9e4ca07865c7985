import type { Dialect } from './reading.contract.ts';

type Encoding = Dialect['encoding'];

const tables = new Map<Encoding, Map<string, Buffer>>();

/** Bytes of a text in any encoding that files come in; fails for characters that it does not hold. */
export function encodeAs(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text);
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  const table = tableOf(encoding);
  return Buffer.concat(
    Array.from(text, (character) => {
      const bytes = table.get(character);
      if (!bytes) throw new Error(`${encoding} does not hold ${character}`);
      return bytes;
    }),
  );
}

/** Whether an encoding holds all characters of a text. */
export function holds(text: string, encoding: Encoding): boolean {
  return (
    encoding.startsWith('utf') || Array.from(text).every((character) => tableOf(encoding).has(character))
  );
}

/** Character to bytes, found by decoding every pair of bytes. */
function tableOf(encoding: Encoding): Map<string, Buffer> {
  const known = tables.get(encoding);
  if (known) return known;
  const table = new Map<string, Buffer>();
  const decoder = new TextDecoder(encoding);
  const add = (bytes: Buffer) => {
    const text = decoder.decode(bytes);
    if (Array.from(text).length === 1 && text !== '\ufffd' && !table.has(text)) table.set(text, bytes);
  };
  for (let byte = 0; byte < 256; byte++) add(Buffer.from([byte]));
  if (encoding !== 'windows-1252') {
    for (let lead = 0x81; lead < 0xff; lead++) {
      for (let second = 0x40; second < 0xff; second++) add(Buffer.from([lead, second]));
    }
  }
  tables.set(encoding, table);
  return table;
}
