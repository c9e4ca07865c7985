import { domainToASCII } from 'node:url';

const usual =
  /^[a-z0-9](?:[a-z0-9_-]|[.+](?=[a-z0-9_-]))*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/;
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const longestAddress = 254;
const longestLocal = 64;

/**
 * Whether a small-letter address can exist: RFC 5322 without comments and quoted parts, at most 254 characters,
 * a domain of at least two labels that is none of digits only. Domains in other scripts are judged by their ASCII form.
 */
export function isEmail(address: string): boolean {
  if (address.length > longestAddress) return false;
  const at = address.lastIndexOf('@');
  if (at < 1 || at > longestLocal) return false;
  if (usual.test(address)) return true;
  if (!local.test(address.slice(0, at))) return false;
  const domain = domainToAscii(address.slice(at + 1));
  const labels = domain.split('.');
  if (labels.length < 2 || domain.length > 253) return false;
  const last = labels.at(-1)!;
  return labels.every((part) => label.test(part)) && last.length >= 2 && !/^\d+$/.test(last);
}

/** The domain of an address in the letters that the name system uses; empty where there is none. */
function domainToAscii(domain: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII as a whole is meant.
  if (/^[\x00-\x7f]*$/.test(domain)) return domain;
  return domainToASCII(domain);
}
