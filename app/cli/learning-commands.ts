import type { Command } from 'commander';
import { type RunCommand, withHistory } from './history-commands.ts';

const withConfig = (command: Command) =>
  withHistory(command).option('--config <file>', "the operator's configuration file");

const collect = (value: string, before: readonly string[]) => [...before, value];

/** Everything that learns from what became of comments, or has what was learned looked after. */
export function learningCommands(program: Command, run: RunCommand): void {
  withHistory(program.command('calibrate'))
    .description('what became of comments, what that says of reviewers and rules, and how reliable the percentages are')
    .option('--check', 'fit the older outcomes and hold the fit against the newer ones')
    .action((options) => run(async () => (await import('./commands/calibrate-command.ts')).calibrateCommand(options)));

  withHistory(program.command('eval'))
    .description('grade configurations on recorded runs, against what is known of them (docs/evaluation.md)')
    .option('--config <file>', 'a configuration; several are compared, one with what was recorded', collect, [])
    .option(
      '--labels <file>',
      "a public benchmark's known mistakes; without it, what became of the repository's own comments",
    )
    .option(
      '--fixes <days>',
      'also count what later commits of the checked-out branch took out again within so many days',
    )
    .option('--benchmark <file>', 'review the labelled changes first: with a key, models are asked and paid')
    .option('--changes <folder>', 'where the diffs and clones of a benchmark lie; default: beside its file')
    .option('--budget-usd <amount>', 'what a benchmark may cost in all', '5')
    .option('--batch', 'review a benchmark by batches: within days, at half the price')
    .option('--matches <file>', 'which remarks name which known mistakes, as --benchmark wrote it')
    .option('--people <file>', 'the same as people decided it, to hold the judge against')
    .option('--last <runs>', 'how many of the newest runs', '1000')
    .option('--seed <number>', 'of the resamples behind the intervals', '1')
    .action((options) => run(async () => (await import('./commands/eval-command.ts')).evalCommand(options)));
  outcomesCommands(program, run);
  suppressionCommands(program, run);
}

/** `docket outcomes`: another bot's past to begin with. */
function outcomesCommands(program: Command, run: RunCommand): void {
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
function suppressionCommands(program: Command, run: RunCommand): void {
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
