import { spawn } from 'node:child_process';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { may, reading, sees } from './scene.ts';
import type { Scene } from './scene.ts';
import type { Token } from './state.ts';

const PATH = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/;

/** Whether a path belongs to git's protocol and not to the API. */
export const isGitPath = (path: string): boolean => PATH.test(path);

/**
 * Serves fetches by git's own `http-backend`: any object may be wanted by its id and partial clones are possible, as on
 * GitHub. Pushes are refused. Resolves with the status once the answer is sent.
 */
export async function serveGit(given: {
  readonly scene: Scene;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: Buffer;
  readonly token: Token | null;
  readonly hasCredentials: boolean;
}): Promise<number> {
  const { scene, response, url, token } = given;
  const [, owner, name, service = ''] = PATH.exec(url.pathname) ?? [];
  const refuse = (status: number, words: string): number => {
    const challenge = status === 401 ? { 'www-authenticate': 'Basic realm="GitHub"' } : {};
    response.writeHead(status, { 'content-type': 'text/plain', ...challenge }).end(words);
    return status;
  };
  if (given.hasCredentials && token === null) return refuse(401, 'Invalid username or token.');
  const repository = scene.store.repository(`${owner}/${name}`);
  if (repository === null || !sees(scene, token, repository)) {
    return token === null ? refuse(401, 'Repository not found.') : refuse(404, 'Repository not found.');
  }
  if (!may(scene, token, repository, reading('contents'))) return refuse(403, 'Resource not accessible by integration');
  const isPush = service === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  if (isPush) return refuse(403, 'Write access to repository not granted.');
  return runBackend({ ...given, folder: repository.folder, service });
}

interface Backend {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly body: Buffer;
  readonly folder: string;
  readonly service: string;
}

function runBackend(given: Backend): Promise<number> {
  const { request, response, url, body, folder, service } = given;
  const settings = ['uploadpack.allowFilter', 'uploadpack.allowAnySHA1InWant'];
  const environment = {
    PATH: process.env['PATH'],
    GIT_PROJECT_ROOT: folder,
    GIT_HTTP_EXPORT_ALL: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_COUNT: String(settings.length),
    ...Object.fromEntries(
      settings.flatMap((key, at) => [
        [`GIT_CONFIG_KEY_${at}`, key],
        [`GIT_CONFIG_VALUE_${at}`, 'true'],
      ]),
    ),
    PATH_INFO: `/${service}`,
    QUERY_STRING: url.search.slice(1),
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    CONTENT_LENGTH: String(body.length),
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_ADDR: '127.0.0.1',
  };
  const child = spawn('git', ['http-backend'], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  response.on('close', () => void child.kill());
  // The client's cut ends the child; what it still wanted to read is nobody's loss.
  child.stdin.on('error', () => undefined);
  child.stdin.end(body);
  return new Promise((resolve, reject) => {
    let head: Buffer | null = Buffer.alloc(0);
    let status = 200;
    child.on('error', reject);
    child.stdout.on('data', (chunk: Buffer) => {
      if (head === null) return void response.write(chunk);
      head = Buffer.concat([head, chunk]);
      const end = head.indexOf('\r\n\r\n');
      if (end === -1) return;
      const headers = head
        .subarray(0, end)
        .toString('latin1')
        .split('\r\n')
        .map((line) => line.split(/:\s*/, 2));
      const found = headers.find(([key]) => key?.toLowerCase() === 'status');
      status = found === undefined ? 200 : Number.parseInt(found[1] ?? '200', 10);
      for (const [key, value] of headers)
        if (key !== undefined && key !== found?.[0]) response.setHeader(key, value ?? '');
      response.writeHead(status);
      response.write(head.subarray(end + 4));
      head = null;
    });
    child.on('close', () => {
      if (head !== null && !response.headersSent) response.writeHead(500);
      response.end();
      resolve(status);
    });
  });
}
