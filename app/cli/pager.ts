import { startProcess } from '../../processes/start-process.ts';
import { readRawEnvironment } from '../config/raw-environment.ts';

/** Where a text would be shown. */
interface Terminal {
  readonly isTTY?: boolean | undefined;
  readonly rows?: number | undefined;
}

/** The pager that the person at this terminal has set; null where the text fits, nobody reads along, or none is wanted. */
export function pagerFor(
  text: string,
  { isTTY = false, rows = 0 }: Terminal,
  variables: Readonly<Record<string, string | undefined>>,
): string | null {
  const { PAGER = 'less', CI = '', TERM } = variables;
  if (!isTTY || TERM === 'dumb' || !['', '0', 'false'].includes(CI) || ['', 'cat'].includes(PAGER.trim())) return null;
  return text.split('\n').length > rows ? PAGER : null;
}

/** Shows a text in a pager, until its reader ends it. False where there is no such program: then nothing was shown. */
export async function page(text: string, pager: string): Promise<boolean> {
  const variables = readRawEnvironment();
  // As git does: the variable is a command line; colours are kept, and what fits on one screen stays there.
  const env = { LESS: 'FRX', ...variables };
  const child = startProcess('/bin/sh', ['-c', pager], { env, stdio: ['pipe', 1, 2] });
  child.stdin?.end(text);
  const code = await new Promise<number | null>((done) => child.once('close', done));
  // What a shell says where a command is not there or cannot be run.
  return code !== null && code !== 126 && code !== 127 && code >= 0;
}
