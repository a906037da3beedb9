import type { ServerResponse } from 'node:http';
import { refusedSignature, signerOf, type SignedRequest } from './aws-signature.ts';
import { chunkFrame, exceptionFrame } from './event-stream.ts';
import type { GitHubIdentities } from './github-identity.ts';

export const REGION = 'eu-central-1';
export const ROLE = 'arn:aws:iam::123456789012:role/docket-inference';
/** The store's identity: what the chain of the environment finds. */
export const STORE_KEY = { id: 'AKIASTORE00000000000', secret: 'store-secret-0815' };
const STORE_ARN = 'arn:aws:sts::123456789012:assumed-role/docket-store/job';

interface Session {
  readonly secret: string;
  readonly token: string;
  readonly policy: string;
}

/** Amazon's token service and Bedrock, as far as a review meets them. Sessions that one gave are what the other takes. */
export class Amazon {
  /** By access key. */
  readonly sessions = new Map<string, Session>();
  /** `AssumeRole`, `AssumeRoleWithWebIdentity`, `GetCallerIdentity`, in the order in which they were asked. */
  readonly asked: string[] = [];
  readonly #identities: GitHubIdentities;
  /** Of the store; set it to the role of the models for one role that is both. */
  callerArn = STORE_ARN;

  constructor(identities: GitHubIdentities) {
    this.#identities = identities;
  }

  /** The token service: a form in, XML out. */
  tokenService(request: SignedRequest, response: ServerResponse): void {
    const form = new URLSearchParams(request.body);
    const action = form.get('Action') ?? '';
    this.asked.push(action);
    const refused =
      action === 'AssumeRoleWithWebIdentity'
        ? this.#identities.refused(form.get('WebIdentityToken') ?? '', 'sts.amazonaws.com')
        : this.#refusedStore(request);
    if (refused !== null)
      return xml(
        response,
        403,
        `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${refused}</Message></Error></ErrorResponse>`,
      );
    if (action === 'GetCallerIdentity') {
      return xml(
        response,
        200,
        `<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>${this.callerArn}</Arn><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
      );
    }
    if (form.get('RoleArn') !== ROLE)
      return xml(
        response,
        403,
        `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:${action}</Message></Error></ErrorResponse>`,
      );
    const id = `ASIA${String(this.sessions.size + 1).padStart(16, '0')}`;
    const session = { secret: `session-secret-${id}`, token: `session-token-${id}`, policy: form.get('Policy') ?? '' };
    this.sessions.set(id, session);
    const end = new Date(Date.now() + Number(form.get('DurationSeconds')) * 1000).toISOString();
    return xml(
      response,
      200,
      `<${action}Response><${action}Result><Credentials><AccessKeyId>${id}</AccessKeyId><SecretAccessKey>${session.secret}</SecretAccessKey><SessionToken>${session.token}</SessionToken><Expiration>${end}</Expiration></Credentials></${action}Result></${action}Response>`,
    );
  }

  #refusedStore(request: SignedRequest): string | null {
    if (signerOf(request) !== STORE_KEY.id) return 'The security token included in the request is invalid';
    return refusedSignature(request, { secret: STORE_KEY.secret, region: REGION, service: 'sts' });
  }

  /** Why Bedrock refuses a request; null where it may be answered. */
  refusedInference(request: SignedRequest): string | null {
    const session = this.sessions.get(signerOf(request) ?? '');
    if (session === undefined) return 'The security token included in the request is invalid.';
    if (request.headers['x-amz-security-token'] !== session.token) return 'The security token is not of this key.';
    return refusedSignature(request, { secret: session.secret, region: REGION, service: 'bedrock' });
  }

  /** Bedrock: the Messages API in its own frame. `ask` hands a request of the Messages API on. */
  async bedrock(
    request: SignedRequest,
    response: ServerResponse,
    ask: (body: string) => Promise<Response>,
  ): Promise<void> {
    const refused = this.refusedInference(request);
    if (refused !== null) return refuse(response, 403, 'UnrecognizedClientException', refused);
    const [, model = ''] = /^\/model\/([^/]+)\/invoke-with-response-stream$/.exec(request.path) ?? [];
    const body = JSON.parse(request.body) as Record<string, unknown>;
    const foreign = ['model', 'stream'].filter((name) => name in body);
    if (model === '' || typeof body['anthropic_version'] !== 'string' || foreign.length > 0) {
      return refuse(response, 400, 'ValidationException', `Malformed input request: ${foreign.join(', ')}`);
    }
    const answer = await ask(JSON.stringify({ ...body, model: decodeURIComponent(model), stream: true }));
    if (!answer.ok) return refuse(response, answer.status, errorName(answer.status), await messageOf(answer));
    response.writeHead(200, { 'content-type': 'application/vnd.amazon.eventstream', 'x-amzn-requestid': 'bedrock-1' });
    for (const event of (await answer.text()).split('\n\n')) {
      const data = event
        .split('\n')
        .find((line) => line.startsWith('data: '))
        ?.slice(6);
      if (data === undefined) continue;
      const { type, error } = JSON.parse(data) as {
        readonly type: string;
        readonly error?: { readonly message: string };
      };
      response.write(type === 'error' ? exceptionFrame('throttlingException', error?.message ?? '') : chunkFrame(data));
    }
    response.end();
  }
}

function xml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/xml' }).end(text);
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      'x-amzn-errortype': type,
      'x-amzn-requestid': 'bedrock-0',
    })
    .end(JSON.stringify({ message }));
}

const errorName = (status: number): string => (status === 429 ? 'ThrottlingException' : 'ServiceUnavailableException');

async function messageOf(answer: Response): Promise<string> {
  const body = (await answer.json()) as { readonly error?: { readonly message?: string } };
  return body.error?.message ?? '';
}
