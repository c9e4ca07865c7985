import { createHmac } from 'node:crypto';

/** `v1=` and the HMAC-SHA256 of `<timestamp>.<body>`, once for every secret that is good. */
export function signatureOf(body: string, timestamp: number, secrets: readonly string[]): string {
  return secrets
    .map((secret) => `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
    .join(',');
}
