import { z } from 'zod';
import { type GitHub, GitHubError } from '../../forge/github/api/client.ts';
import { untilThere } from '../../forge/github/read/until-there.ts';
import { RefusedError } from './job.ts';

/** Who may be served, as GitHub says and not as an event claims. */
export interface Installations {
  /** Throws `RefusedError` unless the installation is one of this App, is not suspended, and belongs to this account. */
  require(installation: number | null, owner: string): Promise<void>;
  /** Forgets what was known of an installation. */
  forget(installation: number): void;
}

const Installation = z.object({
  id: z.int(),
  app_id: z.int(),
  suspended_at: z.string().nullable(),
  account: z.object({ login: z.string() }).nullable(),
});

/** What was asked is believed for this long. */
const BELIEVED_MS = 10 * 60 * 1000;

export function createInstallations(options: {
  readonly appId: number;
  /** GitHub under the App's own identity. */
  readonly github: GitHub;
  readonly now: () => number;
}): Installations {
  const { appId, github, now } = options;
  const known = new Map<number, { readonly at: number; readonly owner: string }>();
  return {
    forget: (installation) => known.delete(installation),
    require: async (installation, owner) => {
      if (installation === null) throw new RefusedError('it names no installation');
      const before = known.get(installation);
      const fresh = before !== undefined && now() - before.at < BELIEVED_MS;
      const account = fresh ? before.owner : await accountOf(github, installation, appId);
      known.set(installation, { at: fresh ? before.at : now(), owner: account });
      if (account.toLowerCase() === owner.toLowerCase()) return;
      throw new RefusedError(`installation ${installation} belongs to another account than ${owner}`);
    },
  };
}

async function accountOf(github: GitHub, installation: number, appId: number): Promise<string> {
  const found = await untilThere(github, () =>
    github.rest.request('GET /app/installations/{installation_id}', { installation_id: installation }),
  ).catch((error: unknown) => {
    if (error instanceof GitHubError && error.isGone) return null;
    throw error;
  });
  const facts = found === null ? null : Installation.parse(found.data);
  if (facts === null || facts.app_id !== appId) {
    throw new RefusedError(`installation ${installation} is not one of this App`);
  }
  if (facts.suspended_at !== null) throw new RefusedError(`installation ${installation} is suspended`);
  return facts.account?.login ?? '';
}
