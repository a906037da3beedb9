import type { ChildProcessWithoutNullStreams } from 'node:child_process';

interface Collected {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
  /** The child was stopped because it wrote more than it may. */
  readonly tooLarge: boolean;
}

const STDERR_BYTES = 64 * 1024;

/** Feeds a child, waits for its end and gathers what it wrote. Rejects when it could not be started or was aborted. */
export async function collectOutput(
  child: ChildProcessWithoutNullStreams,
  input: Uint8Array | undefined,
  mostBytes: number,
): Promise<Collected> {
  const chunks: Buffer[] = [];
  const complaints: Buffer[] = [];
  let bytes = 0;
  let complaintBytes = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) child.kill('SIGKILL');
    else chunks.push(chunk);
  });
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaintBytes < STDERR_BYTES) complaints.push(chunk);
    complaintBytes += chunk.length;
  });
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? -1));
  });
  // A child that ends early closes the pipe; its exit code and stderr tell more than EPIPE does.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const code = await ended;
  return {
    code,
    stdout: Buffer.concat(chunks),
    stderr: Buffer.concat(complaints).toString('utf8'),
    tooLarge: bytes > mostBytes,
  };
}
