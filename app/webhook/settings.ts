import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { BudgetCap } from '../../history/deliveries/budget.ts';
import { InputError } from '../../schemas/problem.ts';
import { stateFile } from '../config/state-home.ts';
import { BUDGET_VARIABLES, budgetCapsOf } from './limits/budget-caps.ts';
import { limitsOf, type RunLimits } from './limits/run-limits.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { isPrivateKey, secretOf } from './secret-settings.ts';
import { STATUS_VARIABLES, type StatusSettings, statusSettingsOf } from './status/status-settings.ts';

const count = (least: number, most: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.number().min(least).max(most));

/** The variables of the App. docs/app.md explains each of them. */
export const ServeEnvironment = z.object({
  DOCKET_APP_ID: count(1, Number.MAX_SAFE_INTEGER),
  DOCKET_PRIVATE_KEY: z.string().optional(),
  DOCKET_PRIVATE_KEY_FILE: z.string().optional(),
  DOCKET_WEBHOOK_SECRET: z.string().optional(),
  DOCKET_WEBHOOK_SECRET_FILE: z.string().optional(),
  DOCKET_DATA: z.string().optional(),
  DOCKET_QUEUE: z.string().optional(),
  DOCKET_QUEUE_FILE: z.string().optional(),
  DOCKET_HOST: z.string().default('127.0.0.1'),
  DOCKET_PORT: count(0, 65_535).default(3000),
  DOCKET_WEBHOOK_PATH: z.string().startsWith('/', 'must begin with /').default('/api/github/webhooks'),
  DOCKET_API_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).default('https://api.github.com'),
  DOCKET_SERVER_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).optional(),
  DOCKET_ACCOUNTS: z.string().optional(),
  DOCKET_MAX_RUNS: count(1, 1000).optional(),
  DOCKET_MAX_RUNS_PER_INSTALLATION: count(1, 1000).optional(),
  DOCKET_MAX_RUNS_PER_REPOSITORY: count(1, 1000).optional(),
  DOCKET_MAX_WORKING: count(1, 1000).optional(),
  DOCKET_MAX_WAITING: count(1, 1_000_000).default(10_000),
  DOCKET_GIT_CACHE_MB: count(1, 100_000_000).default(10_000),
  DOCKET_GRACE_SECONDS: count(0, 3600).default(20),
  DOCKET_LEASE_SECONDS: count(1, 3600).default(30),
  ...STATUS_VARIABLES,
  ...BUDGET_VARIABLES,
  DOCKET_REPORTS: z.enum(['true', 'false']).default('false'),
  DOCKET_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  DOCKET_CONFIG: z.string().optional(),
  DOCKET_SWITCH: z.string().optional(),
  XDG_STATE_HOME: z.string().optional(),
  HOME: z.string().optional(),
  USERPROFILE: z.string().optional(),
});
export type ServeEnvironment = z.infer<typeof ServeEnvironment>;

/** Everything that the operator of the App says. */
export interface ServeSettings {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Where the queue, the logs of the repositories and the copies of their objects lie. */
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly apiUrl: string;
  /** Where people and git find repositories; null: it follows from `apiUrl`. */
  readonly serverUrl: string | null;
  /** Whose repositories are served, in lower case; null: everybody's who installed the App. */
  readonly accounts: readonly string[] | null;
  readonly limits: RunLimits;
  /** What all workers together may spend on models. */
  readonly budgetCaps: readonly BudgetCap[];
  /** The Postgres that keeps the queue; null: a file in the data folder does. */
  readonly queueUrl: string | null;
  /** Runs that may work at once; the others wait for models, or for their turn. */
  readonly workAtOnce: number;
  /** Deliveries that may wait; what comes beyond is answered 503 and fetched later. */
  readonly mostWaiting: number;
  readonly gitCacheBytes: number;
  readonly graceMs: number;
  /** How long a worker of a shared queue may be silent before another one takes its turns over. */
  readonly leaseMs: number;
  /** The page of the operator; null: there is none. */
  readonly status: StatusSettings | null;
  /** Whether whoever reaches the server may read what its logs say. */
  readonly reports: boolean;
  readonly logLevel: LogLevel;
  readonly configFile: string | null;
  /** What holds for all repositories, read again twice a minute. */
  readonly switchFile: string | null;
}

/** Fewer characters can be guessed from one signed delivery. */
const SHORTEST_SECRET = 16;

const SET_UP = 'docs/app.md leads through the set-up.';

/** Reads the settings; without `webhook` the secret of the deliveries may be absent. Throws an `InputError` that names every variable that is missing or wrong, never what stands in one. */
export function readSettings(
  raw: Readonly<Record<string, string | undefined>>,
  { webhook = true }: { readonly webhook?: boolean } = {},
): ServeSettings {
  const given = Object.fromEntries(Object.keys(ServeEnvironment.shape).map((name) => [name, raw[name] || undefined]));
  const parsed = ServeEnvironment.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => faultOf(issue, given));
  const privateKey = secretOf('DOCKET_PRIVATE_KEY', given, faults);
  const webhookSecret = webhook ? secretOf('DOCKET_WEBHOOK_SECRET', given, faults) : '';
  if (webhook && webhookSecret !== null && webhookSecret.length < SHORTEST_SECRET) {
    faults.push(`DOCKET_WEBHOOK_SECRET is shorter than ${SHORTEST_SECRET} characters`);
  }
  if (privateKey !== null && !isPrivateKey(privateKey))
    faults.push('DOCKET_PRIVATE_KEY is no RSA private key in PEM form');
  const queueUrl = queueUrlOf(given, faults);
  const status = statusSettingsOf(given, faults);
  if (!parsed.success || privateKey === null || webhookSecret === null || faults.length > 0) {
    throw faultsAsError('the App cannot start', faults);
  }
  return settingsOf(parsed.data, { privateKey, webhookSecret, queueUrl, status });
}

/** What the queue needs. */
export type QueueSettings = Pick<ServeSettings, 'data' | 'limits' | 'queueUrl' | 'leaseMs'>;

/** Reads those settings alone: who looks after the queue need not be able to act as the App. Throws an `InputError`. */
export function readQueueSettings(raw: Readonly<Record<string, string | undefined>>): QueueSettings {
  const given = Object.fromEntries(Object.keys(ServeEnvironment.shape).map((name) => [name, raw[name] || undefined]));
  const parsed = ServeEnvironment.omit({ DOCKET_APP_ID: true }).safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => faultOf(issue, given));
  const queueUrl = queueUrlOf(given, faults);
  if (!parsed.success || faults.length > 0) throw faultsAsError('the queue cannot be opened', faults);
  return queueSettingsOf(parsed.data, queueUrl);
}

function queueUrlOf(given: Readonly<Record<string, string | undefined>>, faults: string[]): string | null {
  const isNamed = given['DOCKET_QUEUE'] !== undefined || given['DOCKET_QUEUE_FILE'] !== undefined;
  const url = isNamed ? secretOf('DOCKET_QUEUE', given, faults) : null;
  if (url !== null && !isPostgres(url)) faults.push('DOCKET_QUEUE must be a URL of Postgres');
  return url;
}

function queueSettingsOf(environment: Omit<ServeEnvironment, 'DOCKET_APP_ID'>, queueUrl: string | null): QueueSettings {
  const { DOCKET_DATA: data, DOCKET_LEASE_SECONDS: lease } = environment;
  return {
    data: data === undefined ? stateFile('app', environment) : resolve(data),
    limits: limitsOf(environment),
    queueUrl,
    leaseMs: lease * 1000,
  };
}

function faultsAsError(what: string, faults: readonly string[]): InputError {
  return new InputError({
    what: `${what}: ${faults.join('; ')}`,
    where: 'the environment',
    remedy: `Set ${[...new Set(faults.map((fault) => fault.split(' ')[0]))].join(', ')}. ${SET_UP}`,
  });
}

function settingsOf(
  environment: ServeEnvironment,
  { queueUrl, ...secrets }: Pick<ServeSettings, 'privateKey' | 'webhookSecret' | 'queueUrl' | 'status'>,
): ServeSettings {
  const { DOCKET_ACCOUNTS: accounts } = environment;
  return {
    ...secrets,
    ...queueSettingsOf(environment, queueUrl),
    appId: environment.DOCKET_APP_ID,
    host: environment.DOCKET_HOST,
    port: environment.DOCKET_PORT,
    path: environment.DOCKET_WEBHOOK_PATH,
    apiUrl: environment.DOCKET_API_URL.replace(/(?<!\/)\/+$/, ''),
    serverUrl: environment.DOCKET_SERVER_URL ?? null,
    accounts:
      accounts === undefined
        ? null
        : accounts
            .split(/[\s,]+/)
            .filter((name) => name !== '')
            .map((name) => name.toLowerCase()),
    workAtOnce: environment.DOCKET_MAX_WORKING ?? availableParallelism(),
    budgetCaps: budgetCapsOf(environment),
    mostWaiting: environment.DOCKET_MAX_WAITING,
    gitCacheBytes: environment.DOCKET_GIT_CACHE_MB * 1_000_000,
    graceMs: environment.DOCKET_GRACE_SECONDS * 1000,
    reports: environment.DOCKET_REPORTS === 'true',
    logLevel: environment.DOCKET_LOG_LEVEL,
    configFile: environment.DOCKET_CONFIG ?? null,
    switchFile: environment.DOCKET_SWITCH === undefined ? null : placeOfSwitch(environment.DOCKET_SWITCH),
  };
}

const placeOfSwitch = (named: string): string => (named.startsWith('s3://') ? named : resolve(named));

const isPostgres = (url: string) => /^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url);

/** What must not be printed of the address of a queue. */
export function secretsOfQueue({ queueUrl }: Pick<ServeSettings, 'queueUrl'>): string[] {
  if (queueUrl === null) return [];
  const { password } = new URL(queueUrl);
  return password === '' ? [] : [queueUrl, password, decodeURIComponent(password)];
}

/** Where the queue lies. */
export const queuePath = ({ data }: Pick<ServeSettings, 'data'>): string => join(data, 'deliveries.db');

function faultOf(issue: z.core.$ZodIssue, given: Readonly<Record<string, string | undefined>>): string {
  const name = String(issue.path[0]);
  return given[name] === undefined ? `${name} is not set` : `${name} ${describe(issue)}`;
}

/** zod's own words may quote the value; these never do. */
function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_big') return `must be at most ${issue.maximum}`;
  if (issue.code === 'too_small') return `must be at least ${issue.minimum}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  return issue.message;
}
