import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { runProcess } from '../../processes/run-process.ts';
import { startProcess } from '../../processes/start-process.ts';
import { InfrastructureError } from '../../schemas/problem.ts';
import { litestreamConfig } from './litestream-config.ts';
import { lastWords, type LitestreamTool, runLitestream } from './run-litestream.ts';
import type { ReplicaSettings } from './store.ts';

/** A Litestream that streams one log, as another process can find it again. */
export const StreamPlace = z.strictObject({
  pid: z.int().min(1),
  socket: z.string(),
  /** Of the log; absolute. */
  db: z.string(),
  /** Where it writes what it has to say. */
  logFile: z.string(),
});
export type StreamPlace = z.infer<typeof StreamPlace>;

const Synced = z.object({ txid: z.int(), replica_txid: z.int() });

/** A bound for one that hangs: it starts in a tenth of a second, and on a machine with other work in seconds. */
const START_MS = 30_000;
const END_MS = 10_000;
const PAUSE_MS = 20;

/**
 * Starts to stream a log. Detached, in a session of its own, with its own log file and without our pipes: a runner that is cancelled
 * kills our process, not this one, and an inherited pipe would hold the step back.
 */
export async function startStream(request: {
  readonly tool: LitestreamTool;
  readonly db: string;
  readonly replica: ReplicaSettings;
  /** A private folder for its configuration, socket and log; short, since a socket's path has a limit. */
  readonly folder: string;
}): Promise<StreamPlace> {
  const { tool, db, replica, folder } = request;
  if (tool.missing !== undefined) throw tool.missing;
  const socket = join(folder, 's');
  const logFile = join(folder, 'litestream.log');
  const config = join(folder, 'litestream.yml');
  await rm(socket, { force: true });
  await writeFile(config, litestreamConfig({ db, replica, socket }), { mode: 0o600 });
  const log = await open(logFile, 'a', 0o600);
  try {
    const child = startProcess(tool.command, ['replicate', '-config', config], {
      env: tool.environment,
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    });
    const failed = new Promise<Error>((done) => child.once('error', done));
    child.unref();
    const { pid } = child;
    const began = await Promise.race([failed, listening(socket, () => child.exitCode !== null)]);
    if (began instanceof Error || pid === undefined || !began) {
      if (pid !== undefined) child.kill('SIGKILL');
      throw new InfrastructureError({
        what: `Litestream could not be started: ${began instanceof Error ? began.message : await lastLine(logFile)}`,
        where: tool.command,
        remedy: 'Run `docket history doctor`.',
      });
    }
    return { pid, socket, db, logFile };
  } finally {
    await log.close();
  }
}

/** Waits until everything that is committed to the log is in the store. Throws an `InfrastructureError` when it is not in time. */
export async function syncStream(tool: LitestreamTool, stream: StreamPlace, timeoutMs: number): Promise<void> {
  const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
  const args = ['sync', '-wait', '-timeout', String(seconds), '-json', '-socket', stream.socket, stream.db];
  const answer = await runLitestream(tool, args, { timeoutMs });
  const synced = answer.code === 0 ? Synced.safeParse(parsed(answer.stdout)) : null;
  if (synced?.success === true && synced.data.replica_txid >= synced.data.txid) return;
  const why = answer.code === 0 ? 'the store is behind' : lastWords(answer);
  throw new InfrastructureError({
    what: `the newest rows of the history are not in the store: ${why}; Litestream: ${await lastLine(stream.logFile)}`,
    where: stream.db,
    remedy: 'They are kept on this machine: `docket history sync` pushes them when the store answers again.',
  });
}

/** Stops to stream and ends the process; what is not in the store by then stays in the local file. */
export async function stopStream(tool: LitestreamTool, stream: StreamPlace, timeoutMs: number): Promise<void> {
  const isThere = await isListening(stream.socket);
  if (isThere) {
    const seconds = Math.max(1, Math.ceil(timeoutMs / 1000));
    await runLitestream(tool, ['stop', '-timeout', String(seconds), '-socket', stream.socket, stream.db], {
      timeoutMs,
    });
    if (await isOurs(stream)) process.kill(stream.pid, 'SIGTERM');
  }
  const deadline = performance.now() + END_MS;
  while (isThere && (await isOurs(stream)) && performance.now() < deadline) await sleep(PAUSE_MS);
  if (await isOurs(stream)) process.kill(stream.pid, 'SIGKILL');
}

/** Whether a Litestream answers there. */
export function isListening(socket: string): Promise<boolean> {
  return new Promise((done) => {
    const connection = createConnection(socket);
    connection.once('connect', () => {
      connection.destroy();
      done(true);
    });
    connection.once('error', () => done(false));
  });
}

async function listening(socket: string, hasEnded: () => boolean): Promise<boolean> {
  const deadline = performance.now() + START_MS;
  while (!hasEnded() && performance.now() < deadline) {
    if (await isListening(socket)) return true;
    await sleep(PAUSE_MS);
  }
  return false;
}

/** Another process may have got the number since; ours names its socket's folder in its command line. */
async function isOurs({ pid, socket }: StreamPlace): Promise<boolean> {
  const own = dirname(socket);
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes(own);
  } catch {
    // Gone, or a system without /proc: there `ps` tells.
    return (await commandOf(pid)).includes(own);
  }
}

async function commandOf(pid: number): Promise<string> {
  const answer = await runProcess('ps', ['-p', String(pid), '-o', 'args='], { timeoutMs: END_MS }).catch(() => null);
  return answer?.code === 0 ? answer.stdout : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whatever it printed, it was no answer; the caller says so.
    return null;
  }
}

/** What Litestream itself logged as wrong, newest first. */
async function lastLine(path: string): Promise<string> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const line = text.split('\n').findLast((one) => /"level":"ERROR"|panic|"error":/i.test(one));
  return line === undefined ? 'it logged no error' : line.slice(0, 500);
}
