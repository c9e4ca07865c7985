import { shortBlanks } from './white-space.ts';

/** One address of a cell; `name` is the one beside it in `Anna Berg <anna@berg.de>`. */
export interface EmailPart {
  entered: string;
  address: string;
  name: string | null;
}

const plain = /^[a-z0-9._%+-]+@[a-z0-9.-]+$/i;
const separators =
  /[;；，、|\n\r\t]+|,(?![^<@,]*<[^<>;；，、|\n\r\t]*@)|\s*\/\s*(?=\S* *@)|\s+(?:和|或|及|and|or)(?=[\s"'“”‘’`<>()（）[\]【】。.,，;；、:：|/\\]|$)/i;
const named = /^\s*["'“”]?(.*?)["'“”]?\s*<\s*([^<>]+?)\s*>\s*$/;
const scheme = /^(?:mailto|e-?mail|邮箱|电子邮件)\s*[:：]\s*/i;
const around = /^[\s"'“”‘’`<>()（）[\]【】。.,，;；:：/\\]+|[\s"'“”‘’`<>()（）[\]【】。.,，;；:：/\\]+$/g;
const mostParts = 20;

/** The addresses of one cell in their order, without what mail programs and people put around them. */
export function emailsOfCell(text: string): EmailPart[] {
  if (plain.test(text) && !text.endsWith('.')) return [{ entered: text, address: text, name: null }];
  return shortBlanks(text)
    .split(separators)
    .flatMap(byBlanks)
    .map(ofPart)
    .filter(({ address }) => address !== '')
    .flatMap((part) => (part.address === text ? [part] : furtherParts(part)))
    .slice(0, mostParts);
}

/** Without what stood around it an address may prove to be several. */
function furtherParts(part: EmailPart): EmailPart[] {
  return emailsOfCell(part.address).map(({ address, name }) => ({
    ...part,
    address,
    name: part.name ?? name,
  }));
}

function byBlanks(part: string): string[] {
  if (/<[^<>]+>/.test(part)) return [part];
  const pieces = part.trim().split(/\s+/);
  return pieces.length > 1 && pieces.every((piece) => /[^@\s]@[^@\s]/.test(piece)) ? pieces : [part];
}

function ofPart(part: string): EmailPart {
  const entered = part.trim();
  const parts = named.exec(entered);
  const address = (parts ? parts[2]! : entered)
    .replace(scheme, '')
    .replace(/\?subject=.*$/i, '')
    .replace(around, '')
    .replace(/\s*@\s*/g, '@');
  const name = parts?.[1]?.trim();
  return { entered, address, name: name ? name.slice(0, 200) : null };
}
