import { createGitHub, type GitHub } from '../../forge/github/api/client.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import { say } from './action-log.ts';
import type { ActionRunner } from './runner.ts';

/** GitHub, as the runner of this job sees it: github.com or a GitHub Enterprise Server. */
export function connectGitHub(runner: ActionRunner, token: string, signal: AbortSignal): GitHub {
  return createGitHub({
    scrub: scrubValue,
    apiUrl: runner.GITHUB_API_URL,
    serverUrl: runner.GITHUB_SERVER_URL,
    token: async () => token,
    userAgent: `docket-action/${DOCKET_VERSION}`,
    onWait: say,
    signal,
  });
}
