import { startProcess } from '../../processes/start-process.ts';

/** How a command ended. */
export interface CommandEnd {
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a model can still read at once; a review for agents is far shorter. */
const MOST_CHARACTERS = 200_000;
const CUT = '\n(cut here)';

/** Has a command run in this repository, with our environment; what is called off is asked to end. */
export function runDocket(
  args: readonly string[],
  { entry, cwd, signal }: { readonly entry: string; readonly cwd: string; readonly signal: AbortSignal },
): Promise<CommandEnd> {
  return new Promise((done, fail) => {
    const child = startProcess(process.execPath, [entry, ...args], {
      cwd,
      env: { ...childEnvironment() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = () => void child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name]?.setEncoding('utf8').on('data', (text: string) => {
        if (texts[name].length <= MOST_CHARACTERS) texts[name] += text;
      });
    }
    child.once('error', (cause) => {
      signal.removeEventListener('abort', stop);
      fail(cause);
    });
    child.once('close', (code) => {
      signal.removeEventListener('abort', stop);
      done({ code, stdout: cut(texts.stdout), stderr: cut(texts.stderr) });
    });
  });
}

const cut = (text: string) => (text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}${CUT}`);

/** Ours, without colours and without a terminal's progress. */
function childEnvironment(): NodeJS.ProcessEnv {
  // oxlint-disable-next-line node/no-process-env -- handed on whole, read by nobody here
  return { ...process.env, NO_COLOR: '1', CI: 'true' };
}
