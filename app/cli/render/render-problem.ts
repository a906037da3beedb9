import { Problem } from '../../../schemas/problem.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';

/** An error as people read it: what happened, where, what to do. Never a stack trace. */
export function renderProblem(error: unknown): string {
  const safe = (text: string) => neutraliseTerminal(text);
  if (error instanceof Problem) {
    const lines = [`docket: ${safe(error.message)}`];
    if (error.where !== undefined) lines.push(`  where: ${safe(error.where)}`);
    if (error.remedy !== undefined) lines.push(`  to do: ${safe(error.remedy)}`);
    return `${lines.join('\n')}\n`;
  }
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `docket: unexpected failure: ${safe(message)}\n  to do: report it with the command and the version (docket --version).\n`;
}
