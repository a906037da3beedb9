import type { Command } from 'commander';
import { describeCause, InputError } from '../../schemas/problem.ts';

/**
 * Goes, as git does, into each folder that `-C` names before the command, so that every command works there. Returns the same arguments;
 * where they name no command, with the one that is meant then in front of its options; a change alone is one to review.
 *
 * @throws InputError for a folder that cannot be entered.
 */
export function startElsewhere(program: Command, argv: readonly string[], meant: readonly string[]): string[] {
  const { operands, unknown } = program.parseOptions([...argv]);
  const { cwd = [] } = program.opts<{ readonly cwd?: readonly string[] }>();
  for (const folder of cwd) enter(folder);
  if (operands[0] !== undefined && isChange(operands[0])) return ['review', ...operands, ...unknown];
  if (operands.length > 0 || unknown.some((one) => OF_PROGRAM.has(one))) return [...argv];
  return [...argv.slice(0, argv.length - unknown.length), ...meant, ...unknown];
}

/** Options that mean the program itself; every other one is meant for the command that nobody named. */
const OF_PROGRAM: ReadonlySet<string> = new Set(['-h', '--help', '-V', '--version']);

/** A range or an address, which no command is called. */
function isChange(word: string): boolean {
  return word.includes('..') || word.startsWith('https://');
}

function enter(folder: string): void {
  try {
    process.chdir(folder);
  } catch (cause) {
    const what = `the folder cannot be entered: ${describeCause(cause)}`;
    throw new InputError({ what, where: '-C', remedy: 'Name a folder that is there.', cause });
  }
}
