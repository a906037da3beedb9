import type { Command } from 'unbash';
import { parseShell } from '../../changed-code/shell/parse-shell.ts';
import { isCommand, programOf } from '../../changed-code/shell/words.ts';

const INTERPRETER =
  /^(?:python[\d.]*|pypy3?|node|nodejs|deno|bun|ruby|perl|php|pwsh|powershell|osascript|lua|Rscript|tclsh)$/;
const GIVEN = /^(?:-\w{0,3}[ceErp]|--(?:eval|print|command|execute)|-Command|eval)$/;
/** What starts programs, loads code, reads what is secret, or speaks to other machines; without such a word a short program only computes. */
const TELLING =
  /\b(?:exec\w*|spawn\w*|system|popen\w*|subprocess|eval|fetch|https?|requests?|urllib\w*|socket\w*|environ|getenv|getattr|child_process|compile|importlib|b64decode|atob|fromCharCode|unlink\w*|rmtree|rmSync|Function|Invoke-\w+|iex|iwr|Net::HTTP|Open3|file_get_contents|shell_exec|passthru)\b|__import__|process\.env|\bENV\b|`/i;

/** The program for another interpreter that a script of the shell holds as text and that does more than compute; null for none. No rule reads it. */
export function otherProgram(text: string): string | null {
  const script = parseShell(text);
  if (script === null) return null;
  for (const command of script.nodes.filter(isCommand)) {
    const program = programOf(command);
    if (program === null || !INTERPRETER.test(program.name)) continue;
    const told = [...documentsOf(command), ...givenTo(program.args.map((one) => one.text))];
    if (told.some((one) => TELLING.test(one))) return program.name;
  }
  return null;
}

function documentsOf({ redirects }: Command): string[] {
  return redirects.flatMap((one) => (one.type === 'HereDoc' ? [one.body.text] : []));
}

function givenTo(args: readonly string[]): string[] {
  return args.flatMap((flag, at) => (GIVEN.test(flag) ? [args[at + 1] ?? ''] : []));
}
