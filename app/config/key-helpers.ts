import { tmpdir } from 'node:os';
import { startProcess } from '../../processes/start-process.ts';
import { providerOf } from '../../models/providers/providers.ts';
import { entriesInUse } from '../../models/selection/choose-models.ts';
import type { Config } from '../../schemas/config.ts';
import { provideSecret, readSecret } from './config.ts';

/** How long a helper may take: a login that waits for a person is none. */
const PATIENCE_MS = 10_000;
/** No key is longer; what is, is something else. */
const MOST_CHARACTERS = 16 * 1024;
/** What a header can carry, without blanks. */
const KEY = /^[\x21-\x7e]+$/;

/**
 * Runs the `apiKeyHelper` of each provider whose models are asked, all at once, and puts the keys where the analysing process is given them
 * from. Only the operator can name a helper; it is run without a shell, and not in the reviewed tree. Its output is never shown: what goes
 * wrong is returned in sentences, and the provider is without a key.
 */
export async function provideHelpedKeys(config: Config, patienceMs = PATIENCE_MS): Promise<readonly string[]> {
  const helped = Object.entries(config.providers).flatMap(([name, { apiKeyHelper }]) => {
    const variable = apiKeyHelper === undefined ? null : providerOf(name, config.providers).keyVariable;
    return apiKeyHelper === undefined || variable === null ? [] : [{ name, variable, command: apiKeyHelper }];
  });
  // Whether a model is asked at all depends on keys that are not there yet.
  const expected = (variable: string): string | undefined =>
    helped.some((one) => one.variable === variable) ? 'expected' : readSecret(variable);
  const asked = helped.length === 0 ? [] : entriesInUse(config, expected).map(({ provider }) => provider.name);
  const notices = await Promise.all(
    helped.map(async ({ name, variable, command }) => {
      // What is left of an earlier review, or was put there by somebody else, is not the key.
      provideSecret(variable, '');
      if (!asked.includes(name)) return null;
      const printed = await outputOf(command, patienceMs);
      if (printed.ok && KEY.test(printed.text)) {
        provideSecret(variable, printed.text);
        return null;
      }
      return `The apiKeyHelper of ${name} gave no key: it ${printed.ok ? 'printed none' : printed.why}.`;
    }),
  );
  return notices.filter((notice) => notice !== null);
}

type Printed = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

function outputOf([file = '', ...rest]: readonly string[], patienceMs: number): Promise<Printed> {
  const { promise, resolve } = Promise.withResolvers<Printed>();
  // A group of its own, so that what the helper started ends with it.
  const child = startProcess(file, rest, { cwd: tmpdir(), detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const end = (printed: Printed): void => {
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
    end(code === 0 ? { ok: true, text: text.trim() } : { ok: false, why: `ended with ${signal ?? `code ${code}`}` });
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
