import { z } from 'zod';
import { LOG_LEVELS } from './log.ts';

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
  DOCKET_HOST: z.string().default('127.0.0.1'),
  DOCKET_PORT: count(0, 65_535).default(3000),
  DOCKET_WEBHOOK_PATH: z.string().startsWith('/', 'must begin with /').default('/api/github/webhooks'),
  DOCKET_API_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).default('https://api.github.com'),
  DOCKET_SERVER_URL: z.url({ protocol: /^https?$/, error: 'must be a URL' }).optional(),
  DOCKET_ACCOUNTS: z.string().optional(),
  DOCKET_MAX_RUNS: count(1, 1000).default(4),
  DOCKET_MAX_RUNS_PER_INSTALLATION: count(1, 1000).default(3),
  DOCKET_MAX_RUNS_PER_REPOSITORY: count(1, 1000).default(2),
  DOCKET_MAX_WAITING: count(1, 1_000_000).default(10_000),
  DOCKET_GIT_CACHE_MB: count(1, 100_000_000).default(10_000),
  DOCKET_GRACE_SECONDS: count(0, 3600).default(20),
  DOCKET_LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
  DOCKET_CONFIG: z.string().optional(),
  XDG_STATE_HOME: z.string().optional(),
  HOME: z.string().optional(),
  USERPROFILE: z.string().optional(),
});
export type ServeEnvironment = z.infer<typeof ServeEnvironment>;
