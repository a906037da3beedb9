import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeCause } from '../../../schemas/problem.ts';
import type { ModelServer } from '../model-server.ts';
import { startProxy } from '../proxy-server.ts';
import { Amazon, REGION } from './amazon.ts';
import type { SignedRequest } from './aws-signature.ts';
import { gitHubIdentities, JOB_TOKEN } from './github-identity.ts';
import { Google, VERTEX_REGION } from './google.ts';

/** The clouds under their real names, which only a proxy on this machine knows, with a certificate of our own. */
export interface Clouds {
  readonly amazon: Amazon;
  readonly google: Google;
  /** How a process finds them. */
  readonly network: Readonly<Record<string, string>>;
  /** What a job has that may ask GitHub for its identity. */
  readonly job: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

const NAMES = {
  aws: `sts.${REGION}.amazonaws.com`,
  bedrock: `bedrock-runtime.${REGION}.amazonaws.com`,
  exchange: 'sts.googleapis.com',
  oauth: 'oauth2.googleapis.com',
  impersonation: 'iamcredentials.googleapis.com',
  vertex: `${VERTEX_REGION}-aiplatform.googleapis.com`,
  github: 'pipelines.actions.invalid',
};

/** Starts them; what models answer is the script of a model server. */
export async function startClouds(models: Pick<ModelServer, 'url'>): Promise<Clouds> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-clouds-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'authority.pem')];
  const names = `subjectAltName=${Object.values(NAMES)
    .map((name) => `DNS:${name}`)
    .join(',')}`;
  const certified = ['-days', '2', '-keyout', key, '-out', certificate, '-subj', '/CN=clouds', '-addext', names];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...certified], { stdio: 'ignore' });
  const identities = gitHubIdentities();
  const amazon = new Amazon(identities);
  const google = new Google(identities);
  const ask = (body: string): Promise<Response> =>
    fetch(`${models.url}/v1/messages`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await requestOf(incoming);
    switch (request.headers['host'] ?? '') {
      case NAMES.aws:
        return amazon.tokenService(request, response);
      case NAMES.bedrock:
        return amazon.bedrock(request, response, ask);
      case NAMES.exchange:
      case NAMES.oauth:
        return google.token(request, response);
      case NAMES.impersonation:
        return google.impersonate(request, response);
      case NAMES.vertex:
        return google.vertex(request, response, ask);
      default: {
        const audience = new URL(request.path, 'https://x.invalid').searchParams.get('audience');
        const value = identities.identity(request.headers['authorization'], audience);
        response.writeHead(value === null ? 401 : 200).end(JSON.stringify({ value }));
      }
    }
  };
  const server = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (incoming, response) => {
    answer(incoming, response).catch((error: unknown) => response.writeHead(500).end(describeCause(error)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  const proxy = await startProxy(Object.fromEntries(Object.values(NAMES).map((name) => [name, port])));
  return {
    amazon,
    google,
    network: { HTTPS_PROXY: proxy.url, GIT_SSL_CAINFO: certificate },
    job: {
      ACTIONS_ID_TOKEN_REQUEST_URL: `https://${NAMES.github}/token?api-version=2.0`,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: JOB_TOKEN,
    },
    close: async () => {
      await proxy.close();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A request as it came. */
export async function requestOf(incoming: IncomingMessage): Promise<SignedRequest> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  return {
    method: incoming.method ?? '',
    path: incoming.url ?? '',
    headers,
    body: Buffer.concat(pieces).toString('utf8'),
  };
}
