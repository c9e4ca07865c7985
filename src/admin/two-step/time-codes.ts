import { createHmac, timingSafeEqual } from 'node:crypto';

/** What every authenticator app understands: SHA-1, six digits, half a minute. */
const digits = 6;
const stepMs = 30_000;
export const secretBytes = 20;

/** RFC 4226: the code for one count. */
export function codeAt(secret: Buffer, count: number): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(count));
  const mac = createHmac('sha1', secret).update(moving).digest();
  const cut = mac.readUInt32BE(mac[mac.length - 1]! & 15) & 0x7fff_ffff;
  return String(cut % 10 ** digits).padStart(digits, '0');
}

/** RFC 6238: the half minute that a time lies in. */
export function stepOf(time: Date): number {
  return Math.floor(time.getTime() / stepMs);
}

/** Which half minute a code belongs to: this one, or the one before or after, since clocks differ. */
export function stepOfCode(secret: Buffer, code: string, now: Date): number | undefined {
  if (!/^\d{6}$/.test(code)) return undefined;
  const step = stepOf(now);
  const given = Buffer.from(code);
  // All three are always compared, so that the time taken tells nothing.
  const fitting = [step - 1, step, step + 1].filter((each) =>
    timingSafeEqual(Buffer.from(codeAt(secret, each)), given),
  );
  return fitting.at(-1);
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** RFC 4648, for lengths that need no padding. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.replace(/.{5}/g, (five) => alphabet[Number.parseInt(five, 2)]!);
}

/** What an authenticator app reads from the QR code. */
export function appLink(secret: Buffer, account: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer.replaceAll(':', ' '))}:${encodeURIComponent(account)}`;
  const query = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer.replaceAll(':', ' '))}`;
  return `otpauth://totp/${label}?${query}`;
}
