import type { Command } from 'commander';
import type { RunCommand } from './history-commands.ts';

/** `docket fleet`: one question over the histories of many repositories. */
export function fleetCommands(program: Command, run: RunCommand): void {
  const fleet = program.command('fleet').description('ask the histories of many repositories at once (docs/fleet.md)');
  const commands = () => import('./commands/fleet-command.ts');
  const overStores = (command: Command) =>
    command
      .requiredOption('--stores <file>', 'the list of stores and repositories')
      .option('--since <when>', 'only runs since then: 2026-01-31, or 90d (from midnight UTC on); default: all')
      .option('--cache <folder>', 'where views of the stores are kept; default: in the state folder of this user')
      .option('-C, --cwd <dir>', 'work as if started there')
      .option('--json', 'print JSON');
  overStores(fleet.command('stats'))
    .description('what all runs of all of them say together, as docket stats does of one')
    .action((options) => run(async () => (await commands()).fleetStatsCommand(options)));
  overStores(fleet.command('report'))
    .description('the same as one page, with a row for each repository')
    .requiredOption('--html <file>', 'where to write the page')
    .action((options) => run(async () => (await commands()).fleetReportCommand(options)));
  fleet
    .command('gather', { hidden: true })
    .description('for the other two: reads one store after another as it is told on standard input')
    .action(() => run(async () => (await commands()).fleetGatherCommand()));
}
