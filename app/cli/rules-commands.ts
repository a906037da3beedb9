import type { Command } from 'commander';
import type { RunCommand } from './history-commands.ts';

/** Where the change comes from, and how Docket is set up: the same for every command that reads one. */
export function withSource(command: Command): Command {
  return command
    .argument(
      '[range]',
      'main...HEAD, A..B, a base alone, or the address of a pull request (a dry run); without it, the working tree against HEAD',
    )
    .option('--diff <file>', 'read a unified diff instead; - is standard input')
    .option('--allow-empty', 'with --diff: an empty diff is no mistake')
    .option('--working-tree', 'staged, unstaged and untracked changes against HEAD (the default without a range)')
    .option('--staged', 'what a commit made now would hold, whatever lies in the work tree')
    .option('--fetch-missing', 'fetch the files that a partial clone left out, from where it was cloned')
    .option('-C, --cwd <dir>', 'work as if started there')
    .option('--config <file>', "the operator's configuration file");
}

/** `docket rules`: what Docket looks for. */
export function rulesCommands(program: Command, run: RunCommand): void {
  const load = () => import('./commands/rules-command.ts');
  const rules = withSource(program.command('rules'))
    .description('list every rule, and what the configuration makes of it')
    .option('--json', 'print JSON')
    .action((range, options) => run(async () => (await load()).rulesCommand(range, options)));
  rules
    .command('show')
    .argument('<rule>', 'reviewer/rule-name, or the name alone')
    .description('tell why a rule is there, where it comes from, what it flags and what it does not')
    .option('-C, --cwd <dir>', 'work as if started there')
    .option('--config <file>', "the operator's configuration file")
    .option('--json', 'print JSON')
    .action((name, options) => run(async () => (await load()).showRuleCommand(name, options)));
  rules
    .command('test')
    .description("run the `valid` and `invalid` examples of the repository's own rules, as they lie in the folder")
    .option('-C, --cwd <dir>', 'work as if started there')
    .option('--json', 'print JSON')
    .action((options) => run(async () => (await import('./commands/rules-test-command.ts')).rulesTestCommand(options)));
}
