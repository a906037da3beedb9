import { createGitHub, type GitHub, GitHubError } from '../../forge/github/api/client.ts';
import { scrubValue } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import { deliveryFacts } from './facts.ts';
import type { Installations } from './installations.ts';
import { type DeliveryJob, RefusedError } from './job.ts';
import type { ServerLog } from './log.ts';
import type { ServeSettings } from './settings.ts';

/** The tokens of installations. */
export interface TokenSource {
  tokenFor(installation: number, repository?: number): Promise<string>;
}

export interface AdmitParts {
  readonly settings: Pick<ServeSettings, 'apiUrl' | 'serverUrl'>;
  readonly tokens: TokenSource;
  readonly installations: Installations;
  readonly log: ServerLog;
}

/** GitHub with the rights of one installation on one repository. */
export interface Admitted {
  readonly github: GitHub;
  readonly token: () => Promise<string>;
  readonly installation: number;
  readonly repository: number;
}

/**
 * Lets a delivery in. Nothing is done for an installation that is not ours, or in the name of one for somebody else's repository: those
 * throw `RefusedError`.
 */
export async function admit(
  { delivery, payload, requireLease }: DeliveryJob,
  parts: AdmitParts,
  signal: AbortSignal,
): Promise<Admitted> {
  const { installation, repository } = delivery;
  const { envelope } = deliveryFacts({ ...delivery, payload });
  if (installation === null || repository === null) throw new RefusedError('it names no installation or no repository');
  await parts.installations.require(installation, envelope.repository?.owner.login ?? '');
  const token = async () => {
    const value = await parts.tokens.tokenFor(installation, repository);
    // Every request needs the token: a worker that hung for longer than its lease says nothing any more.
    requireLease?.();
    return value;
  };
  await token().catch((error: unknown) => {
    if (!(error instanceof GitHubError && (error.isGone || error.isValidation))) throw error;
    throw new RefusedError(`installation ${installation} does not hold that repository`);
  });
  const { apiUrl, serverUrl } = parts.settings;
  const onWait = (text: string) => parts.log.info({ delivery: delivery.id }, text);
  const userAgent = `docket/${DOCKET_VERSION} (app)`;
  const where = serverUrl === null ? { apiUrl } : { apiUrl, serverUrl };
  const github = createGitHub({ ...where, token, userAgent, onWait, signal, scrub: scrubValue });
  return { github, token, installation, repository };
}
