import { sign } from 'node:crypto';
import { createAppAuth as createOctokitAuth } from '@octokit/auth-app';
import { createGitHub } from './client.ts';

export interface AppIdentity {
  readonly appId: number;
  /** PEM, as GitHub hands it out. */
  readonly privateKey: string;
  /** `https://api.github.com`, or `https://HOST/api/v3` of an Enterprise Server. */
  readonly apiUrl: string;
  readonly signal?: AbortSignal;
}

/** GitHub's `Date` has whole seconds, and answers take time: what differs less is no other clock. */
const SAME_CLOCK_MS = 10_000;

/** The tokens of an App. */
export interface AppAuth {
  /**
   * Told by how much GitHub's clock is ahead of ours: statements are signed by its clock from then on, since it refuses those that begin
   * in its future or end too late.
   */
  readonly onClock: (aheadMs: number) => void;
  /** For what the App asks about itself; lives for ten minutes. */
  jwt(): Promise<string>;
  /** For one installation, and of its repositories for this one alone, by its number. Kept for as long as it is valid. */
  tokenFor(installation: number, repository?: number): Promise<string>;
}

/** The App's own identity on GitHub. */
export function createAppAuth({ appId, privateKey, apiUrl, signal }: AppIdentity): AppAuth {
  let aheadSeconds = 0;
  const onClock = (aheadMs: number) => {
    aheadSeconds = Math.abs(aheadMs) < SAME_CLOCK_MS ? 0 : Math.round(aheadMs / 1000);
  };
  const createJwt = async () => signStatement({ appId, privateKey, aheadSeconds });
  const jwt = async (): Promise<string> => (await auth({ type: 'app' })).token;
  const { rest } = createGitHub({
    apiUrl,
    token: jwt,
    userAgent: 'docket',
    onClock,
    ...(signal === undefined ? {} : { signal }),
  });
  // A token that was made twice does no harm, so the request may be sent again like a question.
  const request = rest.request.defaults({ request: { isRead: true } });
  const auth = createOctokitAuth({ appId, createJwt, request });
  return {
    jwt,
    onClock,
    tokenFor: async (installation, repository) => {
      const repositories = repository === undefined ? {} : { repositoryIds: [repository] };
      return (await auth({ type: 'installation', installationId: installation, ...repositories })).token;
    },
  };
}

/** GitHub wants it to begin a minute in the past at most and to end within ten minutes ("Generating a JSON Web Token for a GitHub App"). */
const BEGINS_SECONDS_AGO = 30;
const LIVES_SECONDS = 10 * 60;

/** The App says who it is (RFC 7519, RS256), by GitHub's clock. */
function signStatement({
  appId,
  privateKey,
  aheadSeconds,
}: Pick<AppIdentity, 'appId' | 'privateKey'> & { readonly aheadSeconds: number }): {
  readonly jwt: string;
  readonly expiresAt: string;
} {
  const begins = Math.floor(Date.now() / 1000) + aheadSeconds - BEGINS_SECONDS_AGO;
  const ends = begins + LIVES_SECONDS;
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const said = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iat: begins, exp: ends, iss: appId })}`;
  const signature = sign('RSA-SHA256', Buffer.from(said), privateKey).toString('base64url');
  return { jwt: `${said}.${signature}`, expiresAt: new Date(ends * 1000).toISOString() };
}
