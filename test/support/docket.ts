import { spawn } from 'node:child_process';
import { buffer } from 'node:stream/consumers';
import { machineEnvironment } from './machine-environment.ts';
import { DOCKET_ENTRY } from './program-entry.ts';

export interface DocketResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface DocketOptions {
  readonly cwd: string;
  /** The whole environment besides PATH and HOME (which is `cwd`, so that nobody's own configuration counts). */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Another entry, for example that of an installed package. */
  readonly entry?: string;
}

/** Runs the real program in a process of its own. */
export async function docket(args: readonly string[], options: DocketOptions): Promise<DocketResult> {
  const { cwd, env = {}, stdin, entry = DOCKET_ENTRY } = options;
  const child = spawn(process.execPath, [entry, ...args], {
    cwd,
    env: { ...machineEnvironment(), HOME: cwd, NO_COLOR: '1', CI: 'true', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.on('error', () => {
    // The program may end before it has read everything.
  });
  child.stdin.end(stdin ?? '');
  const ended = new Promise<number | null>((done) => child.on('close', (code) => done(code)));
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)]);
  return { code: await ended, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') };
}
