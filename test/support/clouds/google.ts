import type { ServerResponse } from 'node:http';
import type { GitHubIdentities } from './github-identity.ts';
import type { SignedRequest } from './aws-signature.ts';

export const ACCOUNT = 'docket-inference@acme.iam.gserviceaccount.com';
export const PROJECT = 'acme-models';
export const POOL = 'projects/42/locations/global/workloadIdentityPools/ci/providers/github';
export const VERTEX_REGION = 'europe-west1';
/** What gcloud left on a machine. */
export const REFRESH = 'gcloud-refresh-token-0815';

const EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** Google's token services and Vertex AI, as far as a review meets them. Tokens that one gave are what the next takes. */
export class Google {
  /** What was exchanged for the job's identity, or for what gcloud left. */
  readonly #sources = new Set<string>();
  /** Of the service account. */
  readonly tokens = new Set<string>();
  readonly asked: string[] = [];
  readonly #identities: GitHubIdentities;

  constructor(identities: GitHubIdentities) {
    this.#identities = identities;
  }

  /** `sts.googleapis.com` and `oauth2.googleapis.com`. */
  token({ path, body }: SignedRequest, response: ServerResponse): void {
    this.asked.push(path);
    const form = new URLSearchParams(body);
    const exchanges = form.get('grant_type') === EXCHANGE;
    const isRight = exchanges
      ? form.get('audience') === `//iam.googleapis.com/${POOL}` &&
        this.#identities.refused(form.get('subject_token') ?? '', `https://iam.googleapis.com/${POOL}`) === null
      : form.get('refresh_token') === REFRESH;
    if (!isRight)
      return json(response, 400, { error: 'invalid_grant', error_description: 'The audience does not match' });
    const access_token = `source-token-${this.#sources.size + 1}`;
    this.#sources.add(access_token);
    const issued = exchanges ? { issued_token_type: 'urn:ietf:params:oauth:token-type:access_token' } : {};
    json(response, 200, { access_token, ...issued, token_type: 'Bearer', expires_in: 3600 });
  }

  /** `iamcredentials.googleapis.com`. */
  impersonate({ path, headers, body }: SignedRequest, response: ServerResponse): void {
    this.asked.push(path);
    const source = (headers['authorization'] ?? '').replace('Bearer ', '');
    const { lifetime } = JSON.parse(body) as { readonly lifetime?: string };
    const isRight =
      this.#sources.has(source) && path === `/v1/projects/-/serviceAccounts/${ACCOUNT}:generateAccessToken`;
    if (!isRight || lifetime !== '3600s') {
      return json(response, 403, {
        error: {
          code: 403,
          message: 'Permission iam.serviceAccounts.getAccessToken denied',
          status: 'PERMISSION_DENIED',
        },
      });
    }
    const accessToken = `account-token-${this.tokens.size + 1}`;
    this.tokens.add(accessToken);
    json(response, 200, { accessToken, expireTime: new Date(Date.now() + 3_600_000).toISOString() });
  }

  /** Vertex AI: the Messages API under other addresses. `ask` hands a request of the Messages API on. */
  async vertex(
    { path, headers, body }: SignedRequest,
    response: ServerResponse,
    ask: (body: string) => Promise<Response>,
  ): Promise<void> {
    if (!this.tokens.has((headers['authorization'] ?? '').replace('Bearer ', ''))) {
      return json(response, 401, {
        error: { code: 401, message: 'Request had invalid authentication credentials.', status: 'UNAUTHENTICATED' },
      });
    }
    const prefix = `/v1/projects/${PROJECT}/locations/${VERTEX_REGION}/publishers/anthropic/models/`;
    const [model = '', method] = path.startsWith(prefix)
      ? decodeURIComponent(path.slice(prefix.length)).split(':')
      : [];
    const asked = JSON.parse(body) as Record<string, unknown>;
    const isRight =
      method === 'streamRawPredict' && typeof asked['anthropic_version'] === 'string' && !('model' in asked);
    if (!isRight || 'anthropic-version' in headers) {
      return json(response, 400, { error: { code: 400, message: 'Malformed request', status: 'INVALID_ARGUMENT' } });
    }
    const answer = await ask(JSON.stringify({ ...asked, model }));
    response.writeHead(answer.status, {
      'content-type': answer.headers.get('content-type') ?? '',
      'request-id': 'vertex-1',
    });
    response.end(await answer.text());
  }
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}
