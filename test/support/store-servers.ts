import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { toolPath, type ToolName } from './go-tools.ts';

/** A real S3 server on a free port of the loopback. */
export interface StoreServer {
  readonly endpoint: string;
  readonly port: number;
  readonly bucket: string;
  /** The folder with its objects; null where it keeps them in memory. */
  readonly folder: string | null;
  /** What the SDK and Litestream need to be let in. */
  readonly credentials: { readonly AWS_ACCESS_KEY_ID: string; readonly AWS_SECRET_ACCESS_KEY: string };
  stop(): Promise<void>;
}

const BUCKET = 'docket-test';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'docket-key', AWS_SECRET_ACCESS_KEY: 'docket-secret-key' };
/** A bound for a server that never answers. */
const START_MS = 1_200_000;

/** versitygw: real signatures, real refusals; its conditional writes are not safe in a race. */
export async function startVersityGateway(
  tls: { readonly cert: string; readonly key: string } | null = null,
): Promise<StoreServer> {
  const folder = mkdtempSync(join(tmpdir(), 'docket-s3-'));
  mkdirSync(join(folder, BUCKET));
  const environment = {
    ROOT_ACCESS_KEY: CREDENTIALS.AWS_ACCESS_KEY_ID,
    ROOT_SECRET_KEY: CREDENTIALS.AWS_SECRET_ACCESS_KEY,
  };
  const secure = tls === null ? [] : ['--cert', tls.cert, '--key', tls.key];
  const args = (port: number) => ['--port', `127.0.0.1:${port}`, ...secure, 'posix', folder];
  const server = await start('versitygw', args, environment);
  return {
    ...server,
    endpoint: tls === null ? server.endpoint : server.endpoint.replace('http:', 'https:'),
    folder: join(folder, BUCKET),
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** gofakes3: no signatures, everything in memory, conditional writes are atomic. */
export async function startFakeS3(): Promise<StoreServer> {
  const args = (port: number) => ['-backend', 'memory', '-host', `127.0.0.1:${port}`, '-initialbucket', BUCKET];
  return { ...(await start('gofakes3', args, {})), folder: null };
}

async function start(
  tool: ToolName,
  args: (port: number) => readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Omit<StoreServer, 'folder'>> {
  const command = toolPath(tool);
  if (command === null) throw new Error(`${tool} is not built here`);
  const port = await freePort();
  const child = spawn(command, [...args(port)], {
    env: { ...environment, HOME: tmpdir(), TMPDIR: tmpdir() },
    stdio: 'ignore',
  });
  const gone = new Promise<void>((done) => child.once('close', () => done()));
  const deadline = performance.now() + START_MS;
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() > deadline) throw new Error(`${tool} does not answer`);
    await sleep(30);
  }
  return {
    endpoint: `http://127.0.0.1:${port}`,
    port,
    bucket: BUCKET,
    credentials: CREDENTIALS,
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** A server in front of another one that can be told to misbehave. */
export interface FaultyProxy {
  readonly endpoint: string;
  /**
   * `refuse`: connections are reset. `hang`: nothing is passed on. `cut-answers`: requests arrive, answers do not. `slow`: answers wait. `most`: of what a
   * connection sends only so many bytes are passed on.
   */
  mode: 'pass' | 'refuse' | 'hang' | 'cut-answers' | { readonly slowMs: number } | { readonly mostBytes: number };
  /** How many there have been. */
  connections(): number;
  /** How many of them sent more than was passed on. */
  held(): number;
  stop(): Promise<void>;
}

export async function startFaultyProxy(target: { readonly port: number }): Promise<FaultyProxy> {
  const sockets = new Set<Socket>();
  const stuck = new Set<Socket>();
  let connections = 0;
  const proxy: FaultyProxy = {
    endpoint: '',
    mode: 'pass',
    connections: () => connections,
    held: () => stuck.size,
    stop: async () => undefined,
  };
  const server = createServer((client) => {
    connections += 1;
    sockets.add(client);
    client.on('error', () => client.destroy());
    client.on('close', () => sockets.delete(client));
    if (proxy.mode === 'refuse') return void client.resetAndDestroy();
    const upstream = connect(target.port, '127.0.0.1');
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
    let sent = 0;
    client.on('data', (bytes) => {
      sent += bytes.length;
      const isTooMuch = typeof proxy.mode === 'object' && 'mostBytes' in proxy.mode && sent > proxy.mode.mostBytes;
      if (isTooMuch) stuck.add(client);
      if (proxy.mode === 'refuse') client.resetAndDestroy();
      else if (proxy.mode !== 'hang' && !isTooMuch) upstream.write(bytes);
    });
    let passed = Promise.resolve();
    upstream.on('data', (bytes) => {
      passed = passed.then(() => passOn(proxy, client, bytes));
    });
    upstream.on('close', () => void passed.then(() => client.end()));
  });
  const port = await listen(server);
  return Object.assign(proxy, {
    endpoint: `http://127.0.0.1:${port}`,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  });
}

async function passOn(proxy: FaultyProxy, client: Socket, bytes: Buffer): Promise<void> {
  if (proxy.mode === 'cut-answers' || proxy.mode === 'refuse') return void client.resetAndDestroy();
  if (proxy.mode === 'hang') return;
  if (typeof proxy.mode === 'object' && 'slowMs' in proxy.mode) await sleep(proxy.mode.slowMs);
  if (!client.destroyed) client.write(bytes);
}

async function freePort(): Promise<number> {
  const server = createServer();
  const port = await listen(server);
  await new Promise((done) => server.close(done));
  return port;
}

function listen(server: Server): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') fail(new Error('no port'));
      else done(address.port);
    });
  });
}

function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
