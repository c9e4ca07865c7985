import type { AdminServer, Answer } from '../admin.fixtures.ts';
import { codeAt, stepOf } from './time-codes.ts';

/** An authenticator app: it shows the code of `steps` half minutes from now. */
export function appOf(server: AdminServer, secret: string): (steps?: number) => string {
  const bits = [...secret]
    .map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  const bytes = Buffer.from(bits.match(/.{8}/g)!.map((eight) => Number.parseInt(eight, 2)));
  return (steps = 0) => codeAt(bytes, stepOf(server.platform.clock.now()) + steps);
}

/** Lets `seconds` pass. */
export function pass(server: AdminServer, seconds: number): void {
  server.platform.clock.set(new Date(server.platform.clock.now().getTime() + seconds * 1000).toISOString());
}

export interface TwoStepUser {
  session: string;
  code: (steps?: number) => string;
  recoveryCodes: string[];
  turnedOn: Answer;
}

/** Sets up the second step for whoever has the session. */
export async function setUpTwoStep(
  server: AdminServer,
  session: string,
  password: string,
): Promise<TwoStepUser> {
  const started = await server.call('POST', '/account/two-step/setup', { session, body: { password } });
  if (started.status !== 200) throw new Error(`the set-up answered ${JSON.stringify(started.body)}`);
  const code = appOf(server, started.body.secret);
  const turnedOn = await server.call('PUT', '/account/two-step', { session, body: { code: code() } });
  if (turnedOn.status !== 200) throw new Error(`turning on answered ${JSON.stringify(turnedOn.body)}`);
  return { session: turnedOn.session!, code, recoveryCodes: turnedOn.body.recoveryCodes, turnedOn };
}
