import { tmpdir } from 'node:os';
import { startProcess } from '../../processes/start-process.ts';

/** No key is longer; what is, is something else. */
const MOST_CHARACTERS = 16 * 1024;
/** What a header can carry, without blanks. */
const KEY = /^[\x21-\x7e]+$/;

/** A key, or in words why there is none; never what was printed instead. */
export type KeyOrReason = { readonly ok: true; readonly key: string } | { readonly ok: false; readonly why: string };

/**
 * The key that an `apiKeyHelper` prints. Only the operator can name one; it is run without a shell, and not in the reviewed tree. Its output is
 * never shown.
 */
export async function keyOfHelper(command: readonly string[], patienceMs: number): Promise<KeyOrReason> {
  const printed = await outputOf(command, patienceMs);
  return printed.ok && !KEY.test(printed.key) ? { ok: false, why: 'printed none' } : printed;
}

function outputOf([file = '', ...rest]: readonly string[], patienceMs: number): Promise<KeyOrReason> {
  const { promise, resolve } = Promise.withResolvers<KeyOrReason>();
  // In a group of its own, so that what the helper started ends with it, and with us.
  const child = startProcess(file, rest, { cwd: tmpdir(), leashed: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const end = (printed: KeyOrReason): void => {
    clearTimeout(timer);
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) endGroup(child.pid);
    child.stdout?.destroy();
    resolve(printed);
  };
  const timer = setTimeout(() => end({ ok: false, why: `took longer than ${patienceMs / 1000} s` }), patienceMs);
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8');
    if (text.length > MOST_CHARACTERS) end({ ok: false, why: 'printed too much' });
  });
  child.on('error', (error: NodeJS.ErrnoException) =>
    end({ ok: false, why: `could not be started (${error.code ?? 'unknown'})` }),
  );
  child.on('close', (code, signal) => {
    end(code === 0 ? { ok: true, key: text.trim() } : { ok: false, why: `ended with ${signal ?? `code ${code}`}` });
  });
  return promise;
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
