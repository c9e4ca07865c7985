import type { BackupRow } from './backups.contract.ts';

const hourMs = 3_600_000;
const triesANight = 3;

/** The day that a night's backup belongs to: until `hour` it is still yesterday's night. */
function nightOf(moment: Date, hour: number, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(
    new Date(moment.getTime() - hour * hourMs),
  );
}

export interface NightPlan {
  hour: number | 'off';
  timeZone: string;
  /** When the organisation was set up; undefined before. */
  setUpAt: string | undefined;
  /** The latest nightly ones. */
  nightly: readonly Pick<BackupRow, 'askedAt' | 'state' | 'finishedAt' | 'problem'>[];
}

/**
 * Whether a night's backup is to be made now: one a night, later in the day where the server was off, again an hour after
 * it failed, three times at most. One that was interrupted does not count. The first night is the one after the set-up.
 */
export function isDue({ hour, timeZone, setUpAt, nightly }: NightPlan, now: Date): boolean {
  if (hour === 'off' || setUpAt === undefined) return false;
  const tonight = nightOf(now, hour, timeZone);
  if (nightOf(new Date(setUpAt), hour, timeZone) === tonight) return false;
  const tries = nightly.filter(
    ({ askedAt, problem }) =>
      nightOf(new Date(askedAt), hour, timeZone) === tonight && problem?.code !== 'admin.backup_interrupted',
  );
  if (tries.some(({ state }) => state !== 'failed')) return false;
  const lastEnd = Math.max(0, ...tries.map(({ finishedAt }) => Date.parse(finishedAt ?? '')));
  return tries.length < triesANight && now.getTime() - lastEnd >= hourMs;
}
