import { z } from 'zod';
import type { HistoryName } from '../../history/replica/open-store.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';
import { InputError } from '../../schemas/problem.ts';

/** What the runner tells a step about itself and the event, by environment variables. */
export const ActionRunner = z.object({
  GITHUB_EVENT_NAME: z.string().min(1),
  GITHUB_EVENT_PATH: z.string().min(1),
  GITHUB_REPOSITORY: z.string().regex(/^[^/]+\/[^/]+$/),
  GITHUB_API_URL: z.url({ protocol: /^https?$/ }).default('https://api.github.com'),
  GITHUB_SERVER_URL: z.url({ protocol: /^https?$/ }).default('https://github.com'),
  /** The repository's number: its history goes by it. */
  GITHUB_REPOSITORY_ID: z.string().regex(/^\d+$/).optional(),
  GITHUB_RUN_ID: z.string().regex(/^\d+$/).optional(),
  GITHUB_STEP_SUMMARY: z.string().min(1).optional(),
  /** Emptied by the runner before and after each job. */
  RUNNER_TEMP: z.string().min(1),
  /** Kept between jobs, where the runner keeps anything. */
  RUNNER_TOOL_CACHE: z.string().min(1).optional(),
});
export type ActionRunner = z.infer<typeof ActionRunner>;

/** What the runner says. Throws an `InputError` where this is not a step of a workflow. */
export function readRunner(raw: Readonly<Record<string, string | undefined>> = readRawEnvironment()): ActionRunner {
  const given = Object.fromEntries(Object.keys(ActionRunner.shape).map((name) => [name, raw[name] || undefined]));
  const runner = ActionRunner.safeParse(given);
  if (runner.success) return runner.data;
  const [issue] = runner.error.issues;
  throw new InputError({
    what: `${issue?.path.join('.')} is not what a runner of GitHub Actions sets it to`,
    where: 'the environment of the step',
    remedy: 'Run Docket by `uses:` in a workflow; outside of one, use the command line.',
    cause: runner.error,
  });
}

/** Where a person can watch this run; null where the runner does not tell. */
export function runUrlOf({ GITHUB_SERVER_URL, GITHUB_REPOSITORY, GITHUB_RUN_ID }: ActionRunner): string | null {
  return GITHUB_RUN_ID === undefined ? null : `${GITHUB_SERVER_URL}/${GITHUB_REPOSITORY}/actions/runs/${GITHUB_RUN_ID}`;
}

/** Whose history a job works on, as the forge's answers name it: an Enterprise Server on a port of its own counts as another host. */
export function historyNameOf({ GITHUB_SERVER_URL, GITHUB_REPOSITORY_ID }: ActionRunner): HistoryName | null {
  if (GITHUB_REPOSITORY_ID === undefined) return null;
  return { host: new URL(GITHUB_SERVER_URL).host, repositoryId: GITHUB_REPOSITORY_ID };
}
