import { join } from 'node:path';
import { z } from 'zod';
import { createGitHub, type GitHub, GitHubError } from '../../forge/github/api/client.ts';
import type { Config } from '../../schemas/config.ts';
import { InputError } from '../../schemas/problem.ts';
import type { IntentOutcome } from '../pull-request/host.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import type { AppParts } from './assemble.ts';
import { type Facts, deliveryFacts } from './facts.ts';
import { openGitCache } from './git-cache.ts';
import { createInstallations } from './installations.ts';
import { RefusedError } from './job.ts';
import { createMemorySeats } from './limits/memory-seats.ts';
import { waitingMemory } from './limits/run-limits.ts';
import { openSwitch } from './switch/open-switch.ts';
import { createWorkTurns } from './limits/work-turns.ts';
import { handleJob } from './worker.ts';

export interface ReceiveParts extends Omit<AppParts, 'patience' | 'now' | 'role' | 'telemetry'> {
  readonly signal: AbortSignal;
}

const Installation = z.object({ id: z.int() });

/** Handles one payload as if it had been delivered, at once and without the queue. Throws `InputError` when it must not be handled. */
export async function receiveOne(
  { event, payload }: { readonly event: string; readonly payload: string },
  parts: ReceiveParts,
): Promise<IntentOutcome> {
  const { settings, identity, log, signal } = parts;
  const github = createGitHub({
    scrub: scrubValue,
    apiUrl: settings.apiUrl,
    token: () => identity.jwt(),
    userAgent: `docket/${DOCKET_VERSION} (app)`,
    signal,
  });
  const facts = readFacts(event, payload);
  const installation = facts.delivery.installation ?? (await installationOf(github, facts));
  const host = new URL(settings.apiUrl).hostname;
  const gitCache = await openGitCache({
    // A server that runs keeps count of its own folder only.
    folder: join(settings.data, 'git-by-hand', host),
    mostBytes: settings.gitCacheBytes,
    log,
    now: Date.now,
  });
  const { switchFile, data } = settings;
  const central =
    switchFile === null ? null : await openSwitch(switchFile, { data, store: parts.store, log, now: Date.now });
  try {
    return await handleJob(
      { delivery: { ...facts.delivery, installation }, payload },
      {
        ...parts,
        tokens: identity,
        installations: createInstallations({ appId: settings.appId, github, now: Date.now }),
        gitCache,
        seats: createMemorySeats(waitingMemory()),
        turns: createWorkTurns(1),
        ...(central === null ? {} : { tighten: (config: Config) => central.tighten(config) }),
        historyPathOf: (repository) => join(settings.data, 'history', host, `${repository}.db`),
        clock: () => performance.now(),
      },
      signal,
    );
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    throw new InputError({ what: `the payload is refused: ${error.message}`, where: `event ${event}`, cause: error });
  } finally {
    central?.stop();
  }
}

function readFacts(event: string, payload: string): Facts {
  try {
    return deliveryFacts({ id: 'by-hand', event, payload });
  } catch (cause) {
    if (!(cause instanceof z.ZodError)) throw cause;
    throw new InputError({
      what: "the payload is not one of GitHub's",
      where: `event ${event}`,
      remedy: 'Name the event that it belongs to with -e.',
      cause,
    });
  }
}

/** Payloads of other hooks name no installation: GitHub knows whether we are installed there. */
async function installationOf(github: GitHub, { envelope }: Facts): Promise<number> {
  const { full_name: fullName = '' } = envelope.repository ?? {};
  const [owner = '', repo = ''] = fullName.split('/');
  try {
    const { data } = await github.rest.request('GET /repos/{owner}/{repo}/installation', { owner, repo });
    return Installation.parse(data).id;
  } catch (cause) {
    if (!(cause instanceof GitHubError && cause.isGone)) throw cause;
    throw new InputError({
      what: 'the App is not installed on the repository of this payload',
      where: fullName,
      remedy: 'Install it there (docs/app.md), or take a payload of a repository where it is.',
      cause,
    });
  }
}
