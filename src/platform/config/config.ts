import { join, resolve } from 'node:path';
import { z } from 'zod';

// Whoever sets nothing means the same folder from everywhere, also when the command line is called elsewhere.
const projectFolder = join(import.meta.dirname, '../../..');

const port = z.coerce.number().int().min(0).max(65_535);

/** Every setting of an installation: its name in the environment, its meaning, its default. */
export const settings = z.object({
  PERENNIAL_DATA: z
    .string()
    .min(1)
    .default('data')
    .describe('The one folder that everything stored lies in.'),
  HOST: z.string().min(1).default('127.0.0.1').describe('The address that the server listens on.'),
  PORT: port.default(4380).describe('The port that the server listens on.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('The address people open, where it differs from http://HOST:PORT.'),
  TRUSTED_PROXIES: z
    .string()
    .optional()
    .transform((text) => text?.split(',').map((part) => part.trim()))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).optional())
    .describe(
      'Addresses or networks, with commas between, whose X-Forwarded headers are believed; with PUBLIC_URL also the machine itself.',
    ),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must start with postgres://')
    .optional()
    .describe('A PostgreSQL server of your own (15 or newer) in place of the bundled one.'),
  AUDIT_MONTHS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_200)
    .optional()
    .describe(
      'How many whole months the audit log is kept; everything where not set. Who edited a field by hand is forgotten with it.',
    ),
  MOVEMENT_MONTHS: z.coerce
    .number()
    .int()
    .min(1)
    .max(1_200)
    .default(24)
    .describe(
      'For how many whole months it is kept who came into segments and who left them, and why. How many they were each day stays. Whoever is restored from the bin after that comes back into no list made by hand.',
    ),
  KEY_CALLS_A_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe(
      'How often a program may call within a minute with one key; more is answered 429 with a time to wait.',
    ),
  USER_CALLS_A_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(6_000)
    .describe('How often somebody who signed in may call within a minute, from all their devices together.'),
  STRANGER_CALLS_A_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe('How often those who are not signed in may call within a minute from one network.'),
  AUDIT_READS_FROM: z.coerce
    .number()
    .int()
    .min(1)
    .default(1_000)
    .describe('From how many rows of one list on, read by one person within an hour, the audit log says so.'),
  BACKUP_HOUR: z
    .union([z.literal('off'), z.coerce.number().int().min(0).max(23)])
    .default(2)
    .describe(
      'From which hour on, in the organisation’s time zone, a night’s backup is made; `off` for none.',
    ),
  BACKUP_FOLDER: z
    .string()
    .min(1)
    .optional()
    .describe(
      'The folder that backups go to, best on another disk; `backups` in the data folder where not set.',
    ),
  BACKUP_KEEP_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3_650)
    .default(7)
    .describe('For how many days every backup is kept.'),
  BACKUP_KEEP_WEEKS: z.coerce
    .number()
    .int()
    .min(0)
    .max(520)
    .default(4)
    .describe('For how many weeks after those the last backup of each week is kept.'),
  COLUMNAR_COPY: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'Whether a columnar copy of the facts is kept, which answers who and how much many times faster. PostgreSQL alone answers without it.',
    ),
  COLUMNAR_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(64)
    .max(1_048_576)
    .default(512)
    .describe(
      'How much memory the columnar copy may use for its work, in megabytes; some 150 for its process come on top, and up to 350 while it is built. A question that needs more is put to PostgreSQL.',
    ),
  COLUMNAR_THREADS: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(2)
    .describe('How many processors the columnar copy may use at once.'),
  PRIVATE_TARGETS: z
    .string()
    .optional()
    .transform((text) => text?.split(',').map((part) => part.trim()))
    .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])).optional())
    .describe(
      'Private addresses or networks, with commas between, that may be called all the same, also by plain http: a sign-in provider or a receiver of webhooks of your own. None where not set.',
    ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('How much the server logs.'),
});

export interface Config {
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly databaseUrl: string | undefined;
  readonly auditMonths: number | undefined;
  readonly movementMonths: number;
  readonly keyCallsAMinute: number;
  readonly userCallsAMinute: number;
  readonly strangerCallsAMinute: number;
  readonly auditReadsFrom: number;
  readonly backupHour: number | 'off';
  /** Absolute. */
  readonly backupFolder: string;
  readonly backupKeepDays: number;
  readonly backupKeepWeeks: number;
  /** Limits of the columnar copy; undefined where none is kept. */
  readonly columnar: { readonly memoryMb: number; readonly threads: number } | undefined;
  readonly privateTargets: readonly string[];
  readonly logLevel: z.infer<typeof settings>['LOG_LEVEL'];
}

/** Reads the settings from `environment`; throws one error that names every wrong setting. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`Wrong settings:\n${lines.join('\n')}`);
  }
  const env = parsed.data;
  const dataFolder = given.PERENNIAL_DATA
    ? resolve(env.PERENNIAL_DATA)
    : join(projectFolder, env.PERENNIAL_DATA);
  return Object.freeze({
    dataFolder,
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, ''),
    trustedProxies: env.TRUSTED_PROXIES ?? [],
    databaseUrl: env.DATABASE_URL,
    auditMonths: env.AUDIT_MONTHS,
    movementMonths: env.MOVEMENT_MONTHS,
    keyCallsAMinute: env.KEY_CALLS_A_MINUTE,
    userCallsAMinute: env.USER_CALLS_A_MINUTE,
    strangerCallsAMinute: env.STRANGER_CALLS_A_MINUTE,
    auditReadsFrom: env.AUDIT_READS_FROM,
    backupHour: env.BACKUP_HOUR,
    backupFolder: env.BACKUP_FOLDER ? resolve(env.BACKUP_FOLDER) : join(dataFolder, 'backups'),
    backupKeepDays: env.BACKUP_KEEP_DAYS,
    backupKeepWeeks: env.BACKUP_KEEP_WEEKS,
    columnar:
      env.COLUMNAR_COPY === 'on'
        ? { memoryMb: env.COLUMNAR_MEMORY_MB, threads: env.COLUMNAR_THREADS }
        : undefined,
    privateTargets: env.PRIVATE_TARGETS ?? [],
    logLevel: env.LOG_LEVEL,
  });
}
