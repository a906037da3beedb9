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

/** The tokens of an App. */
export interface AppAuth {
  /** For what the App asks about itself; lives for ten minutes. */
  jwt(): Promise<string>;
  /** For one installation, and of its repositories for this one alone, by its number. Kept for as long as it is valid. */
  tokenFor(installation: number, repository?: number): Promise<string>;
}

/** The App's own identity on GitHub. */
export function createAppAuth({ appId, privateKey, apiUrl, signal }: AppIdentity): AppAuth {
  const jwt = async (): Promise<string> => (await auth({ type: 'app' })).token;
  const { rest } = createGitHub({
    apiUrl,
    token: jwt,
    userAgent: 'docket',
    ...(signal === undefined ? {} : { signal }),
  });
  // A token that was made twice does no harm, so the request may be sent again like a question.
  const request = rest.request.defaults({ request: { isRead: true } });
  const auth = createOctokitAuth({ appId, privateKey, request });
  return {
    jwt,
    tokenFor: async (installation, repository) => {
      const repositories = repository === undefined ? {} : { repositoryIds: [repository] };
      return (await auth({ type: 'installation', installationId: installation, ...repositories })).token;
    },
  };
}
