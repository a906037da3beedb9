import { Argument, type Command } from 'commander';
import { SHELLS } from './completion/shell-scripts.ts';
import type { RunCommand } from './history-commands.ts';

const LOCAL = { network: false };

/** `docket completion`, and what its scripts ask. */
export function completionCommands(program: Command, run: RunCommand): void {
  const load = () => import('./completion/completion-command.ts');
  program
    .command('completion')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .description('print what teaches a shell to complete the words of docket')
    .action((shell) => run(async () => (await load()).completionCommand(shell), LOCAL));
  program
    .command('complete', { hidden: true })
    .argument('[words...]')
    .action((words) => run(async () => (await load()).completeCommand(program, words), LOCAL));
}
