import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A real Postgres on a free port of the loopback, in a folder of its own. */
export interface PostgresServer {
  readonly port: number;
  /** Makes a database, empty or as another one that nobody uses; returns its address. */
  database(name: string, like?: string): Promise<string>;
  /** Ends it as a failing machine would, and starts it again on what it left. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const DEBIAN = '/usr/lib/postgresql';
/** A user's folders may not be entered by the user that Postgres runs as. */
const OPEN_TO_ALL = '/tmp';
const TRIES = 6000;
const PAUSE_MS = 100;

/** Where the programs lie; null where Postgres is not installed. */
const programs = (() => {
  if (!existsSync(DEBIAN)) return null;
  const version = readdirSync(DEBIAN).toSorted().at(-1);
  const folder = version === undefined ? null : join(DEBIAN, version, 'bin');
  return folder !== null && existsSync(join(folder, 'initdb')) ? folder : null;
})();

/** Postgres refuses to run as root; Debian's package brings a user for it. */
const user = (() => {
  if (process.getuid?.() !== 0) return {};
  const [, , uid, gid] = /^postgres:.*$/m.exec(readFileSync('/etc/passwd', 'utf8'))?.[0].split(':') ?? [];
  return uid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
})();

/** Why tests are skipped; null when Postgres can be started here. */
export const missingPostgres: string | null =
  programs === null || user === null ? 'no Postgres here (Debian: apt-get install postgresql)' : null;

/** Starts a server. */
export async function startPostgres(): Promise<PostgresServer> {
  if (programs === null || user === null) throw new Error('no Postgres here');
  const folder = mkdtempSync(join(OPEN_TO_ALL, 'docket-postgres-'));
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const options = { ...user, cwd: folder, stdio: 'ignore' as const, env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' } };
  // What a crash of the machine would lose is not what is tested.
  const setUp = ['-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '--encoding=UTF8'];
  execFileSync(join(programs, 'initdb'), setUp, options);
  const port = await freePort();
  const settings = ['fsync=off', 'unix_socket_directories=', 'listen_addresses=127.0.0.1', 'max_connections=200'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
  const begin = async () => {
    const child = spawn(join(programs, 'postgres'), args, options);
    await untilItAnswers(port, child);
    return child;
  };
  let child = await begin();
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
  };
  return {
    port,
    database: async (name, like = 'template1') => {
      await ask(port, `CREATE DATABASE ${name} TEMPLATE ${like}`);
      return addressOf(port, name);
    },
    crash: async () => {
      // "Immediate shutdown": no word to anybody, recovery at the next start.
      await end('SIGQUIT');
      child = await begin();
    },
    stop: async () => {
      await end('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const addressOf = (port: number, name: string) => `postgres://postgres@127.0.0.1:${port}/${name}`;

async function ask(port: number, sql: string): Promise<void> {
  const client = new Client({ connectionString: addressOf(port, 'postgres') });
  client.on('error', () => {
    // What is asked next says so.
  });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

async function untilItAnswers(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask(port, 'SELECT 1');
    } catch (error) {
      if (child.exitCode !== null || tries >= TRIES) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
