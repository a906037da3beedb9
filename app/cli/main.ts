import { Command, CommanderError, Option } from 'commander';
import { InfrastructureError, Problem } from '../../schemas/problem.ts';
import { guardStream, learnEnvironment } from '../known-secrets.ts';
import { DOCKET_VERSION } from '../version.ts';
import { appCommands } from './app-commands.ts';
import { completionCommands } from './completion-commands.ts';
import { fleetCommands } from './fleet-commands.ts';
import { REVIEW_FORMATS } from './formats.ts';
import { historyCommands, type RunCommand, withHistory, withPeriod } from './history-commands.ts';
import { learningCommands } from './learning-commands.ts';
import { lostOutput } from './lost-output.ts';
import { PROGRAM_HELP, REVIEW_HELP } from './render/help-text.ts';
import { renderProblem } from './render/render-problem.ts';
import { rulesCommands, withSource } from './rules-commands.ts';
import { startElsewhere } from './start-elsewhere.ts';
import { codeOfStop } from './stop-signal.ts';

/** Exit codes of DOCKET; docs/output.md explains them. */
const USAGE = 2;
const INFRASTRUCTURE = 4;

/** What `docket` alone means: not for people to write. */
const AT_HAND = '--at-hand';

/** Runs the program. Returns its exit code; nothing below it sets one. Each command is loaded only when it is asked for. */
export async function main(argv: readonly string[]): Promise<number> {
  learnEnvironment();
  for (const stream of [process.stdout, process.stderr]) guardStream(stream);
  // A reader that goes away (`| head`) ends the output, not the program with a stack trace.
  let lost: Error | null = null;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') lost ??= error;
  });
  let code = 0;
  const program = commands(async (run, { network = true, isOften = false } = {}) => {
    const around = (await import('../own-temporary-folder.ts')).takeOwnTemporaryFolder();
    (await import('../clear-after-killed.ts')).clearAfterKilled(around);
    if (network) {
      const { useNetwork } = await import('../config/network.ts');
      for (const notice of useNetwork()) process.stderr.write(`docket: ${notice}\n`);
    }
    if (isOften) (await import('./begin-early.ts')).beginAnalysisEarly();
    const unguard = (await import('../stall-guard.ts')).guardAgainstStalls();
    try {
      code = await run();
    } finally {
      if (isOften) (await import('../analyse/analysis-process.ts')).endEarly();
      await unguard();
    }
  });
  try {
    await program.parseAsync(startElsewhere(program, argv, ['review', AT_HAND]), { from: 'user' });
    await flushed(process.stdout);
    if (lost !== null) throw lostOutput(lost);
    // What was asked to stop and ended well has nothing to tell: a server that drained, a review that was through.
    return code === 0 ? 0 : (codeOfStop() ?? code);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    process.stderr.write(renderProblem(error));
    const stopped = codeOfStop();
    if (stopped !== null) return stopped;
    if (error instanceof Problem && !(error instanceof InfrastructureError)) return USAGE;
    return INFRASTRUCTURE;
  }
}

/** Waits until what was printed has been handed to the system, or has been refused. */
function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((done) => stream.write('', () => done()));
}

const LOCAL = { network: false };

const collect = (value: string, before: readonly string[] = []) => [...before, value];

function commands(run: RunCommand): Command {
  const program = new Command('docket')
    .description(
      'Reviews a change: several specialist reviewers, one quiet review, a history behind it. Without a command: what is uncommitted, or what this branch adds.',
    )
    .version(DOCKET_VERSION)
    .option('-C, --cwd <dir>', 'work as if started there', collect)
    .enablePositionalOptions()
    .exitOverride()
    .showHelpAfterError('(docket --help lists the commands and options)')
    .addHelpText('after', PROGRAM_HELP);

  withSource(program.command('review'))
    .description('review a change and print one review')
    .addOption(new Option('--format <format>', 'form of the review').choices(REVIEW_FORMATS).default('pretty'))
    .option('--json', 'the same as --format json')
    .option('-o, --output <file>', 'write the review to a file instead of standard output')
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when a finding is at least this severe').choices([
        'critical',
        'warning',
        'suggestion',
        'never',
      ]),
    )
    .option('--history <file>', 'the history file, instead of the one in the git directory')
    .option('--model <name>', 'provider/model for every tier, or recorded:FILE')
    .option('--offline', 'ask no model, even when a key is there')
    .option('--batch', 'ask by batches where a model has them: within a day, at half the price')
    .option('--reviewers <ids>', 'only these reviewers, with commas between them')
    .option('--max-cost <usd>', 'most US dollars for the models of this run')
    .option(
      '--accept <kind-or-glob>',
      'files that may stay unjudged, with commas between them; may be repeated',
      collect,
      [],
    )
    .option('--sarif <file>', 'findings of another tool as SARIF; may be repeated', collect, [])
    .option('--findings <file>', 'findings as JSON; may be repeated', collect, [])
    .option('--no-pager', 'write all of it at once, however long it is')
    .addOption(new Option(AT_HAND).hideHelp())
    .addHelpText('after', REVIEW_HELP)
    .action((range, options) =>
      run(async () => (await import('./commands/review-command.ts')).reviewCommand(range, options), {
        ...LOCAL,
        isOften: true,
      }),
    );

  withSource(program.command('plan'))
    .description('print the change as Docket understands it and who would look at it, without running them')
    .option('--json', 'print JSON')
    .action((range, options) =>
      run(async () => (await import('./commands/plan-command.ts')).planCommand(range, options), LOCAL),
    );

  program
    .command('coordinate')
    .description('run the coordinator alone on findings of other tools')
    .requiredOption('--diff <file>', 'the unified diff that the findings speak of; - is standard input')
    .option('--findings <file>', 'findings as JSON; may be repeated', collect, [])
    .option('--sarif <file>', 'findings as SARIF; may be repeated', collect, [])
    .option('--config <file>', "the operator's configuration file")
    .option('--json', 'print JSON')
    .action((options) =>
      run(async () => (await import('./commands/coordinate-command.ts')).coordinateCommand(options), LOCAL),
    );

  withHistory(program.command('log').argument('[run]', 'id of a run, or how it begins'))
    .description('list the recorded runs, or tell one of them')
    .option('-n, --limit <number>', 'how many runs', '20')
    .action((id, options) => run(async () => (await import('./commands/log-command.ts')).logCommand(id, options)));

  withHistory(program.command('explain').alias('why').argument('<finding>', 'id of a finding, or how it begins'))
    .description('tell the whole story of a finding')
    .action((id, options) => run(async () => (await import('./commands/why-command.ts')).whyCommand(id, options)));

  withHistory(program.command('dismiss').argument('<finding>', 'id of a published finding, or how it begins'))
    .description('let later reviews on this machine know that a finding does not matter; no store ever does')
    .option('--reason <text>', 'why it does not matter')
    .option('--until <date>', 'from this day on it is raised again')
    .option('--expires <time>', 'the same from now on, as in 30d or 8w; default: 90d')
    .option('--undo', 'take a dismissal back')
    .addOption(new Option('--by-agent').hideHelp())
    .showHelpAfterError('(the reason stands behind --reason: docket dismiss ID --reason "why it does not matter")')
    .action((id, options) =>
      run(async () => (await import('./commands/dismiss-command.ts')).dismissCommand(id, options)),
    );

  withHistory(program.command('replay').argument('[run]', 'id of a run, or how it begins; default: the newest'))
    .description('compute a recorded review again, offline, and compare it byte for byte')
    .option('--config <file>', 'decide again under this configuration and show what would change')
    .option('-n, --last <number>', 'with --config: over this many of the newest runs', '1')
    .action((id, options) =>
      run(async () => (await import('./commands/replay-command.ts')).replayCommand(id, options)),
    );

  withHistory(program.command('record').argument('[run]', 'id of a run, or how it begins; default: the newest'))
    .description("keep a run's model traffic as a file that can answer in the models' place")
    .requiredOption('-o, --output <file>', 'where to write it')
    .option('--config <file>', "the operator's configuration file of that run")
    .action((id, options) =>
      run(async () => (await import('./commands/record-command.ts')).recordCommand(id, options)),
    );

  withPeriod(program.command('stats'))
    .description('what all runs say together: coverage, outcomes, rules, folders, models, durations, lives of findings')
    .action((options) => run(async () => (await import('./commands/stats-command.ts')).statsCommand(options)));

  withPeriod(program.command('report'))
    .description('the same as one page with charts, which needs no script and no network')
    .requiredOption('--html <file>', 'where to write the page')
    .action((options) => run(async () => (await import('./commands/report-command.ts')).reportCommand(options)));

  learningCommands(program, run);
  historyCommands(program, run);

  program
    .command('models')
    .argument('[model]', 'provider/model; default: those that the configuration names')
    .description('list the models and what serves what; with --check, ask them what reviewers need')
    .option('--check', 'score each model: tool calls, answers by schema, exact quotes')
    .option('--refresh <file>', "take prices and sizes out of a copy of LiteLLM's list")
    .option('--discover', 'ask the configured servers what they hold and can, and propose the configuration')
    .option('--no-cache', 'with --discover: ask again, whatever was told within the last day')
    .option('--config <file>', "the operator's configuration file")
    .option('--json', 'print JSON')
    .action((name, options) =>
      run(async () => (await import('./commands/models-command.ts')).modelsCommand(name, options)),
    );

  withSource(program.command('tasks', { hidden: true }))
    .description('for docket mcp: what the specialists would ask a model, as JSON')
    .action((range, options) =>
      run(async () => (await import('./commands/tasks-command.ts')).tasksCommand(range, options), LOCAL),
    );

  program
    .command('mcp')
    .description('serve this repository to an agent: the Model Context Protocol on standard input and output')
    .option('-C, --cwd <folder>', 'the repository that is served, and no other')
    .option('--allow-dismiss', 'the agent may ask you to dismiss a finding')
    .action((options) => run(async () => (await import('./commands/mcp-command.ts')).mcpCommand(options), LOCAL));

  program
    .command('init')
    .description(
      'print a workflow and a commented docket.yml for the repository at hand; on a terminal, ask and write them',
    )
    .option('--write', 'write them without asking; nothing is overwritten')
    .option('-C, --cwd <dir>', 'work as if started there')
    .action((options) => run(async () => (await import('./commands/init-command.ts')).initCommand(options)));

  program
    .command('reviewers')
    .description('list the reviewers, their checks, and what each of them can judge')
    .option('--kinds', 'a row a kind of file: what is looked for in it')
    .option('--config <file>', "the operator's configuration file")
    .option('--json', 'print JSON')
    .action((options) => run(async () => (await import('./commands/reviewers-command.ts')).reviewersCommand(options)));

  rulesCommands(program, run);

  appCommands(program, run);
  fleetCommands(program, run);
  completionCommands(program, run);

  withSource(program.command('config'))
    .description('print every configuration key that is in force, and where it came from')
    .option('--json', 'print JSON')
    .action((range, options) =>
      run(async () => (await import('./commands/config-command.ts')).configCommand(range, options)),
    );

  return program;
}
