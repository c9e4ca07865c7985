import { isAscii } from 'node:buffer';
import { SaxesParser } from 'saxes';
import { UnpackError } from './unpack-error.ts';

/** What is found in XML; names without their prefix. */
export interface XmlEvents {
  open(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Deeper than any workbook; a stack of tags must not grow without end. */
const mostDepth = 200;

/** Text between two tags that is kept at all, in characters; above the longest cell. */
const mostText = 4 << 20;

/**
 * Parses XML as it comes. Document types, and with them every entity of its own, are refused; nothing is ever
 * fetched. Call `end` behind the last byte. Throws `UnpackError` for what is not well-formed.
 */
export function xmlReader(events: XmlEvents): { push(piece: Buffer): void; end(): void } {
  const parser = new SaxesParser({ position: false, xmlns: false });
  let depth = 0;
  let silent = 0;
  // The last piece may have ended inside a character.
  let inside = false;
  const refuse = (detail: string): never => {
    throw new UnpackError('ingestion.file_broken', detail);
  };
  parser.on('error', (error) => refuse(error.message));
  parser.on('doctype', () => refuse('a document type'));
  parser.on('opentag', ({ name, attributes }) => {
    silent = 0;
    if (++depth > mostDepth) refuse('nested too deeply');
    events.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    silent = 0;
    depth--;
    events.close?.(local(name));
  });
  if (events.text) parser.on('text', events.text);
  let decoder: InstanceType<typeof TextDecoder> | null = null;
  return {
    push: (piece) => {
      decoder ??= new TextDecoder(encodingOf(piece));
      // Sheets are plain ASCII more often than not, which is quicker to take over.
      const plain = decoder.encoding === 'utf-8' && !inside && isAscii(piece);
      const text = plain ? piece.toString('latin1') : decoder.decode(piece, { stream: true });
      inside = !plain && piece.length > 0 && piece[piece.length - 1]! >= 0x80;
      silent += text.length;
      if (silent > mostText) refuse('too long a text');
      parser.write(text);
    },
    end: () => {
      parser.close();
    },
  };
}

/** Reads a whole piece of XML of at most `mostBytes`. */
export async function readXml(
  bytes: AsyncIterable<Buffer>,
  mostBytes: number,
  events: XmlEvents,
): Promise<void> {
  const reader = xmlReader(events);
  let read = 0;
  for await (const piece of bytes) {
    read += piece.length;
    if (read > mostBytes) throw new UnpackError('ingestion.unpacked_too_large', `${read} bytes of XML`);
    reader.push(piece);
  }
  reader.end();
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

function encodingOf(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  return start[0] === 0xfe && start[1] === 0xff ? 'utf-16be' : 'utf-8';
}
