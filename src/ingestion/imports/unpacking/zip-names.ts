import type { Entry } from 'yauzl';

const longestName = 200;

/** Bit 11 of an entry: its name is UTF-8. */
const utf8Flag = 0x800;

/**
 * The name of an entry for people. Programs on Chinese Windows write names in GB18030 without saying so. Folders
 * that lead out of the archive, control characters and backslashes are taken out.
 */
export function entryName(entry: Entry): string {
  const text = decodedName(entry)
    .replace(/\p{Cc}/gu, '')
    .replaceAll('\\', '/');
  const steps = text.split('/').filter((step) => step !== '' && step !== '.' && step !== '..');
  const name = steps.join('/').slice(-longestName);
  return text.endsWith('/') ? `${name}/` : name || 'unnamed';
}

function decodedName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  if (entry.generalPurposeBitFlag & utf8Flag) return raw.toString('utf8');
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(raw);
  } catch {
    return new TextDecoder('gb18030').decode(raw);
  }
}
