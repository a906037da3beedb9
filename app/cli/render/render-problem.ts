import { describeCause, Problem } from '../../../schemas/problem.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

/** What a machine can have nothing left of, by the codes of the operating system; it may happen at any call. */
const USED_UP: readonly { readonly codes: readonly string[]; readonly what: string; readonly remedy: string }[] = [
  { codes: ['ENOSPC', 'EDQUOT'], what: 'no room is left on a disk', remedy: 'Free some space there and run again.' },
  {
    codes: ['EMFILE', 'ENFILE'],
    what: 'no more files can be opened',
    remedy: 'Raise the limit (ulimit -n) and run again.',
  },
  {
    codes: ['EAGAIN', 'ENOMEM'],
    what: 'no process or memory is left',
    remedy: 'End other programs, or raise the limits, and run again.',
  },
];

/** An error as people read it: what happened, where, what to do. Never a stack trace. */
export function renderProblem(error: unknown): string {
  const safe = (text: string) => neutraliseTerminal(text);
  if (error instanceof Problem) {
    const lines = [`docket: ${safe(error.message)}`];
    if (error.where !== undefined) lines.push(`  where: ${safe(error.where)}`);
    if (error.remedy !== undefined) lines.push(`  to do: ${safe(error.remedy)}`);
    return `${lines.join('\n')}\n`;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const used = USED_UP.find(({ codes }) => codes.includes(code));
  if (used !== undefined) return `docket: ${used.what}: ${safe(describeCause(error))}\n  to do: ${used.remedy}\n`;
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `docket: unexpected failure: ${safe(message)}\n  to do: report it with the command and the version (docket --version).\n`;
}
