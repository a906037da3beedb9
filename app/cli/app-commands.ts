import { type Command, Option } from 'commander';
import type { ServeOptions } from './commands/serve-command.ts';
import type { RunCommand } from './history-commands.ts';
import { ofApp } from './of-app.ts';

/** The commands of the GitHub App: they need its packages, and read its settings from the environment. */
export function appCommands(program: Command, run: RunCommand): void {
  program
    .command('serve')
    .description('run the GitHub App; its settings are variables of the environment (docs/app.md)')
    .addOption(
      new Option('--role <role>', 'take deliveries, work on them, or both (docs/fleet.md)')
        .choices(['web', 'worker', 'all'])
        .default('all'),
    )
    .action((options: ServeOptions) =>
      run(() => ofApp(async () => (await import('./commands/serve-command.ts')).serveCommand(options))),
    );

  program
    .command('receive')
    .description('handle one payload of GitHub by hand, as the App, and print what became of it')
    .requiredOption('-e, --event <name>', 'the event that it belongs to: pull_request, issue_comment ...')
    .requiredOption('-p, --payload <file>', 'the payload as JSON; - is standard input')
    .option('--json', 'print JSON')
    .action((options) =>
      run(() => ofApp(async () => (await import('./commands/receive-command.ts')).receiveCommand(options))),
    );

  const queue = program.command('queue').description("look after the App's queue of deliveries (docs/fleet.md)");
  const commands = () => import('./commands/queue-command.ts');
  queue
    .command('status')
    .description('how many wait, run and have failed, and the newest of those that have failed')
    .option('--json', 'print JSON')
    .action((options) => run(() => ofApp(async () => (await commands()).queueStatusCommand(options))));
  queue
    .command('retry')
    .argument('<id>', 'id of a delivery that has failed')
    .description('let it wait again, as if it had just come')
    .option('--json', 'print JSON')
    .action((id: string, options) => run(() => ofApp(async () => (await commands()).queueRetryCommand(id, options))));
  queue
    .command('drop')
    .argument('<id>', 'id of a delivery that waits or has failed')
    .description('end it for good')
    .option('--json', 'print JSON')
    .action((id: string, options) => run(() => ofApp(async () => (await commands()).queueDropCommand(id, options))));
}
