import { organisationContract } from '#admin/organisation/organisation.contract.ts';
import { minorDigits } from '#platform/money/minor-digits.contract.ts';
import type { Session } from './session.ts';
import { RefusedError } from './socket-calls.ts';

/** How values of this organisation are written for people. */
export interface Written {
  /** ISO code of the organisation's currency; undefined before the set-up. */
  currency: string | undefined;
  /** Exact, with grouped digits and without a sign: 9,747,747.93. */
  money(amountMinor: string | null, currency?: string): string;
  /** 2026-03-05 14:05 in the organisation's time zone. */
  time(instant: string | null): string;
  /** Likewise, without the hour. */
  day(instant: string | null): string;
}

/** Asks the organisation how its values are written. */
export async function writtenFor(session: Session): Promise<Written> {
  const organisation = await session.server
    .call(organisationContract.endpoints.organisation, {})
    .catch((error: unknown) => {
      if (error instanceof RefusedError && error.problem.code === 'admin.not_set_up') return undefined;
      throw error;
    });
  const currency = organisation?.currency;
  // Swedish writes times as ISO 8601 does.
  const times = new Intl.DateTimeFormat('sv-SE', {
    timeZone: organisation?.timeZone ?? 'UTC',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const time = (instant: string | null) => (instant === null ? '' : times.format(new Date(instant)));
  return {
    currency,
    money: (amountMinor, code = currency) =>
      amountMinor === null ? '' : moneyText(amountMinor, minorDigits(code ?? '')),
    time,
    day: (instant) => time(instant).slice(0, 10),
  };
}

/** `-123456` with 2 digits is `-1,234.56`. */
function moneyText(amountMinor: string, digits: number): string {
  const negative = amountMinor.startsWith('-');
  const all = amountMinor.slice(negative ? 1 : 0).padStart(digits + 1, '0');
  const whole = all.slice(0, all.length - digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${negative ? '-' : ''}${whole}${digits > 0 ? `.${all.slice(-digits)}` : ''}`;
}
