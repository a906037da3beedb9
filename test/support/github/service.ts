import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Call, Route } from './call.ts';
import { credentialsOf } from './credentials.ts';
import type { Credentials } from './credentials.ts';
import { faultAnswer, Faults } from './faults.ts';
import { executeGraph, operationsOf } from './graph/graph.ts';
import { verifyJsonWebToken } from './json-web-token.ts';
import { Router, runRoute } from './routes/router.ts';
import type { Scene } from './scene.ts';
import type { ServedRequest } from './served-request.ts';
import { isGitPath, serveGit } from './smart-http.ts';

/** Called around every request. A throw cuts the connection: before the effect, or after it. */
export type RequestHook = (request: ServedRequest, phase: 'before' | 'after') => void | Promise<void>;

/** What GitHub's description says about requests and answers. */
export interface Description {
  requestProblems(given: { readonly route: Route; readonly call: Call; readonly hasBody: boolean }): readonly string[];
  answerProblems(given: { readonly route: Route; readonly answer: Answer }): readonly string[];
  has(method: string, path: string): boolean;
}

interface Arrived {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly raw: Buffer;
  readonly credentials: Credentials;
}

class Cut extends Error {}

/** The HTTP side: one or two servers, faults, hooks, the list of requests. */
export class Service {
  readonly requests: ServedRequest[] = [];
  readonly faults = new Faults();
  readonly hooks = new Set<RequestHook>();
  readonly #servers: Server[] = [];
  readonly #router: Router;
  #scene: Scene | null = null;
  #description: Description | null = null;
  #paths = { rest: '', graphql: '/graphql' };
  #sequence = 0;

  constructor(routes: readonly Route[]) {
    this.#router = new Router(routes);
  }

  /** Opens a port; what it serves is told by `begin`. */
  async listen(): Promise<string> {
    const server = createServer({ keepAliveTimeout: 0 }, (incoming, response) => {
      this.#serve(incoming, response).catch((problem: unknown) => {
        if (problem instanceof Cut || response.headersSent) return void response.destroy();
        const words = problem instanceof Error ? (problem.stack ?? problem.message) : String(problem);
        this.#scene?.violations.push(words);
        response.writeHead(500, { 'content-type': 'application/json' }).end(JSON.stringify({ message: words }));
      });
    });
    this.#servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('The stand-in has no port.');
    return `http://127.0.0.1:${address.port}`;
  }

  begin(scene: Scene, description: Description, paths: { readonly rest: string; readonly graphql: string }): void {
    this.#scene = scene;
    this.#description = description;
    this.#paths = paths;
  }

  async close(): Promise<void> {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const scene = this.#begun();
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host ?? '127.0.0.1'}`);
    const raw = await bytesOf(incoming);
    const credentials = credentialsOf(scene.store, incoming.headers.authorization, verifyJsonWebToken);
    const arrived: Arrived = { incoming, response, url, raw, credentials };
    const request = this.#recorded(arrived);
    await this.#call(request, 'before');
    const fault = this.faults.take(request);
    if (fault?.kind === 'slow') await pause(fault.milliseconds ?? 50);
    const isSpoiled = fault !== null && fault.kind !== 'slow';
    const effect = fault?.effect ?? 'before';
    if (!isSpoiled || effect === 'after') {
      if (request.kind === 'git' && !isSpoiled) {
        const token = credentials.kind === 'token' ? credentials.token : null;
        const hasCredentials = credentials.kind !== 'none';
        request.status = await serveGit({ scene, request: incoming, response, url, body: raw, token, hasCredentials });
        await this.#call(request, 'after');
        return;
      }
      const answer = request.kind === 'git' ? { status: 200 } : this.#answer(request, arrived);
      if (!isSpoiled) {
        await this.#call(request, 'after');
        return this.#send(arrived, request, answer);
      }
    }
    await this.#call(request, 'after');
    const spoiled = fault === null ? null : faultAnswer(fault, request);
    if (spoiled === null) throw new Cut();
    this.#send(arrived, request, spoiled);
  }

  #described(): Description {
    if (this.#description === null) throw new Error('The stand-in is not begun.');
    return this.#description;
  }

  #begun(): Scene {
    if (this.#scene === null) throw new Error('The stand-in is not begun.');
    return this.#scene;
  }

  async #call(request: ServedRequest, phase: 'before' | 'after'): Promise<void> {
    try {
      for (const hook of this.hooks) await hook(request, phase);
    } catch {
      // The hook wants the client to lose its connection here.
      throw new Cut();
    }
  }

  #recorded({ incoming, url, raw, credentials }: Arrived): ServedRequest {
    this.#sequence += 1;
    const kind = isGitPath(url.pathname) ? 'git' : url.pathname === this.#paths.graphql ? 'graphql' : 'rest';
    const body = kind === 'git' || raw.length === 0 ? null : parsed(raw);
    const query = kind === 'graphql' && isObject(body) && typeof body['query'] === 'string' ? body['query'] : null;
    const request: ServedRequest = {
      sequence: this.#sequence,
      kind,
      method: incoming.method ?? 'GET',
      path: kind === 'rest' ? this.#named(url.pathname) : kind === 'graphql' ? '/graphql' : url.pathname,
      query: Object.fromEntries(url.searchParams),
      body,
      operations: query === null ? [] : operationsOf(query),
      headers: headersOf(incoming),
      actor: actorOf(credentials),
      status: 0,
    };
    this.requests.push(request);
    return request;
  }

  /** Below the base; a repository's number is turned into its name, since GitHub's own links use the number. */
  #named(pathname: string): string {
    const path = pathname.startsWith(this.#paths.rest) ? pathname.slice(this.#paths.rest.length) : pathname;
    const found = /^\/repositories\/(\d+)(\/.*)?$/.exec(path);
    if (found === null) return path;
    const repository = this.#begun().store.state.repositories.find((one) => one.id === Number(found[1]));
    return repository === undefined ? path : `/repos/${repository.fullName}${found[2] ?? ''}`;
  }

  #answer(request: ServedRequest, arrived: Arrived): Answer {
    const { credentials } = arrived;
    if (request.headers['user-agent'] === undefined)
      return {
        status: 403,
        body: 'Request forbidden by administrative rules. Please make sure your request has a User-Agent header',
        contentType: 'text/plain',
      };
    if (credentials.kind === 'refused') return refusal(credentials.status, credentials.message);
    return request.kind === 'graphql' ? this.#graph(request, credentials) : this.#rest(request, arrived);
  }

  #graph(request: ServedRequest, credentials: Credentials): Answer {
    if (credentials.kind !== 'token') return refusal(401, 'This endpoint requires you to be authenticated.');
    const body = isObject(request.body) ? request.body : {};
    if (typeof body['query'] !== 'string')
      return refusal(400, 'A query attribute must be specified and must be a string.');
    const variables = isObject(body['variables']) ? body['variables'] : {};
    const context = { scene: this.#begun(), token: credentials.token };
    return { status: 200, body: executeGraph(context, { query: body['query'], variables }) };
  }

  #rest(request: ServedRequest, { url, raw, credentials }: Arrived): Answer {
    const scene = this.#begun();
    const found = this.#router.find(request.method, request.path);
    if (found === null) return this.#unknown(request);
    const { route, params } = found;
    const call: Call = {
      scene,
      params,
      query: url.searchParams,
      body: isObject(request.body) ? request.body : {},
      headers: request.headers,
      token: credentials.kind === 'token' ? credentials.token : null,
      app: credentials.kind === 'app' ? credentials.app : null,
      url: url.href,
    };
    const wrong = this.#described().requestProblems({ route, call, hasBody: raw.length > 0 });
    const name = `${request.method} ${request.path}`;
    scene.violations.push(...wrong.map((words) => `${name}, request: ${words}`));
    // What breaks GitHub's schema never reaches the operation.
    const answer = wrong.length === 0 ? runRoute(call, route) : refusal(422, `Invalid request.\n\n${wrong.join('\n')}`);
    const ours = this.#described().answerProblems({ route, answer });
    scene.violations.push(...ours.map((words) => `${name}, answer ${answer.status}: ${words}`));
    return answer;
  }

  #unknown({ method, path }: ServedRequest): Answer {
    const isKnown = this.#described().has(method, path);
    const words = `${method} ${path} is not ${isKnown ? 'modelled by the stand-in' : "in GitHub's description"}.`;
    this.#begun().violations.push(words);
    return refusal(501, words);
  }

  #send({ response }: Arrived, request: ServedRequest, answer: Answer): void {
    request.status = answer.status;
    const limits = {
      limit: '5000',
      remaining: '4999',
      used: '1',
      resource: request.kind === 'graphql' ? 'graphql' : 'core',
    };
    const headers: Record<string, string> = {
      'content-type': answer.contentType ?? 'application/json; charset=utf-8',
      'x-github-request-id': `0000:${request.sequence}`,
      'x-github-media-type': 'github.v3; format=json',
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
      ...Object.fromEntries(Object.entries(limits).map(([name, value]) => [`x-ratelimit-${name}`, value])),
      ...answer.headers,
    };
    response.writeHead(answer.status, headers);
    if (answer.body === undefined) response.end();
    else if (typeof answer.body === 'string' && answer.contentType !== undefined) response.end(answer.body);
    else if (Buffer.isBuffer(answer.body)) response.end(answer.body);
    else response.end(JSON.stringify(answer.body));
  }
}

const refusal = (status: number, message: string): Answer => ({
  status,
  body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
});

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function actorOf(credentials: Credentials): string | null {
  if (credentials.kind === 'token') return credentials.token.actor.login;
  return credentials.kind === 'app' ? `app:${credentials.app.slug}` : null;
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'));
  } catch {
    // GitHub answers a broken body as if its fields were missing; the description's check says which.
    return null;
  }
}

const headersOf = (incoming: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
