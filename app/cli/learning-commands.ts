import type { Command } from 'commander';

/** `network: false` is for what stays on this machine, or finds out by itself whether it does. */
export type Run = (command: () => Promise<number>, options?: { readonly network?: boolean }) => Promise<void>;

/** The options of every command that looks into the history. */
export const withHistory = (command: Command) =>
  command
    .option('--history <file>', 'the history file, instead of the one in the git directory')
    .option('-C, --cwd <dir>', 'work as if started there')
    .option('--json', 'print JSON');

const withConfig = (command: Command) =>
  withHistory(command).option('--config <file>', "the operator's configuration file");

/** Everything that learns from what became of comments, or has what was learned looked after. */
export function learningCommands(program: Command, run: Run): void {
  withHistory(program.command('calibrate'))
    .description('what became of comments, what that says of reviewers and rules, and how reliable the percentages are')
    .option('--check', 'fit the older outcomes and hold the fit against the newer ones')
    .action((options) => run(async () => (await import('./commands/calibrate-command.ts')).calibrateCommand(options)));

  outcomesCommands(program, run);
  suppressionCommands(program, run);
}

/** `docket outcomes`: another bot's past to begin with. */
function outcomesCommands(program: Command, run: Run): void {
  const outcomes = program
    .command('outcomes')
    .description("begin with another bot's past: what became of its comments");
  const load = () => import('./history/outcomes-command.ts');
  withConfig(outcomes.command('import').argument('<file>', 'JSON or CSV (docs/history.md)'))
    .description('take over outcomes, as a prior that weighs little and can be withdrawn')
    .action((file, options) => run(async () => (await load()).importOutcomes(file, options)));
  withHistory(outcomes.command('list'))
    .description('what was imported and still counts')
    .action((options) => run(async () => (await load()).listOutcomes(options)));
  withConfig(outcomes.command('withdraw').argument('<source>', 'the name that it was imported under'))
    .description('let an import go: it counts no more')
    .action((source, options) => run(async () => (await load()).withdrawOutcomes(source, options)));
}

/** `docket suppressions`: what people dismissed for the whole repository. */
function suppressionCommands(program: Command, run: Run): void {
  const suppressions = program
    .command('suppressions')
    .description('what people dismissed for the whole repository (docs/commands.md)');
  const load = () => import('./history/suppressions-command.ts');
  withHistory(suppressions.command('list'))
    .description('those in force: by whom, why, until when, how often used')
    .action((options) => run(async () => (await load()).listSuppressions(options, false)));
  withHistory(suppressions.command('audit'))
    .description('all there ever were, with each use, each objection and each end')
    .action((options) => run(async () => (await load()).listSuppressions(options, true)));
  withConfig(suppressions.command('expire').argument('<id>', 's- and eight hex digits'))
    .description('let one go: what it held back is told again')
    .requiredOption('--reason <text>', 'why')
    .action((id, options) => run(async () => (await load()).expireSuppression(id, options)));
}
