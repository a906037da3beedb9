import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type GitHub, GitHubError } from '../../forge/github/api/client.ts';
import { InputError } from '../../schemas/problem.ts';
import type { ServerLog } from './log.ts';

const App = z.object({
  id: z.int(),
  slug: z.string().optional(),
  permissions: z.record(z.string(), z.string().optional()),
  events: z.array(z.string()),
});

/** What the manifest (app.yml) asks for, and what does not work without it. */
const NEEDED_PERMISSIONS: Readonly<Record<string, readonly string[]>> = {
  checks: ['write'],
  contents: ['read', 'write'],
  pull_requests: ['write'],
  issues: ['read', 'write'],
  merge_queues: ['read', 'write'],
};
const NEEDED_EVENTS = ['pull_request', 'issue_comment', 'pull_request_review_comment', 'check_run', 'merge_group'];

export interface ConfirmParts {
  /** GitHub under the App's own identity. */
  readonly github: GitHub;
  readonly appId: number;
  readonly log: ServerLog;
  readonly pauseMs: number;
  readonly signal: AbortSignal;
}

/**
 * Waits until GitHub says that we are the App. Throws an `InputError` when it says that we are not; when it cannot be reached it is
 * asked again.
 */
export async function confirmApp({ github, appId, log, pauseMs, signal }: ConfirmParts): Promise<void> {
  for (;;) {
    try {
      const { data } = await github.rest.request('GET /app');
      return check(App.parse(data), appId, log);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof GitHubError)) throw error;
      if (error.status === 401 || error.status === 404) throw notThisApp(github, appId, error);
      log.warn({ err: error, seconds: pauseMs / 1000 }, 'GitHub could not be asked who we are; it is asked again');
      await sleep(pauseMs, undefined, { signal });
    }
  }
}

function check(app: z.infer<typeof App>, appId: number, log: ServerLog): void {
  if (app.id !== appId) {
    throw new InputError({
      what: `the private key belongs to App ${app.id}, DOCKET_APP_ID says ${appId}`,
      where: 'the environment',
      remedy: 'Set DOCKET_APP_ID and DOCKET_PRIVATE_KEY of the same App.',
    });
  }
  const permissions = Object.entries(NEEDED_PERMISSIONS).flatMap(([name, values]) =>
    values.includes(app.permissions[name] ?? '') ? [] : [`${name}: ${values[0]}`],
  );
  const events = NEEDED_EVENTS.filter((event) => !app.events.includes(event));
  log.info({ app: app.slug, id: app.id }, 'GitHub confirms who we are');
  if (permissions.length === 0 && events.length === 0) return;
  log.warn(
    { permissions, events },
    "the App lacks permissions or events: add them in the App's settings (app.yml lists them)",
  );
}

function notThisApp({ apiUrl }: GitHub, appId: number, cause: GitHubError): InputError {
  return new InputError({
    what: `GitHub does not accept the private key for App ${appId} (${cause.status})`,
    where: apiUrl,
    remedy:
      "Check DOCKET_APP_ID, make a new private key in the App's settings for DOCKET_PRIVATE_KEY, check DOCKET_API_URL and that this machine's clock is right.",
    cause,
  });
}
