import type { Command } from 'commander';

/** `network: false` is for what stays on this machine, or finds out by itself whether it does. */
export type RunCommand = (command: () => Promise<number>, options?: RunOptions) => Promise<void>;

interface RunOptions {
  /** Whether it may leave this machine whatever the configuration says. Default: true. */
  readonly network?: boolean;
  /** People wait for it all day, and it computes little by itself: the watch over it begins after a second. */
  readonly isOften?: boolean;
}

/** Which history a command reads. */
export const withHistory = (command: Command) =>
  command
    .option('--history <file>', 'the history file, instead of the one in the git directory')
    .option('-C, --cwd <dir>', 'work as if started there')
    .option('--json', 'print JSON');

/** Of which time it speaks. */
export const withPeriod = (command: Command) =>
  withHistory(command).option('--since <when>', 'only runs since then: 2026-01-31, or 90d; default: all');

/** `docket history`: how the history is kept, and what can be done when it is not. */
export function historyCommands(program: Command, run: RunCommand): void {
  const history = program.command('history').description('look after the history and its replica in the store');
  const withStore = (command: Command) =>
    withHistory(command).option('--config <file>', "the operator's configuration file");
  const keep = () => import('./history/keep-command.ts');
  const bringBack = () => import('./history/bring-back-command.ts');
  const doctor = () => import('./history/doctor-command.ts');

  withStore(history.command('status'))
    .description('what is committed, what is only on this machine')
    .action((options) => run(async () => (await import('./history/status-command.ts')).statusCommand(options)));
  withStore(history.command('verify'))
    .description('restore everything into a scratch file and check every page and row')
    .action((options) => run(async () => (await bringBack()).verifyCommand(options)));
  withStore(history.command('restore').argument('<file>', 'a new file'))
    .description('restore the history into a file')
    .option('--at <time>', 'as it was committed at this moment (ISO 8601)')
    .action((file, options) => run(async () => (await bringBack()).restoreCommand(file, options)));
  withStore(history.command('export').argument('<file>', 'a new file'))
    .description('write the whole history into one SQLite file')
    .action((file, options) => run(async () => (await bringBack()).exportCommand(file, options)));
  withStore(history.command('sync'))
    .description('bring the runs that are only on this machine into the store')
    .action((options) => run(async () => (await keep()).syncCommand(options)));
  withStore(history.command('fold'))
    .description('put finished runs together into one base, and apply the retention')
    .action((options) => run(async () => (await keep()).foldCommand(options)));
  withStore(history.command('gc'))
    .description('delete what no reader needs any more')
    .option('--dry-run', 'only say what would be deleted')
    .option('--now', 'do not wait 7 days: a run that is restoring right now may have to begin again')
    .action((options) => run(async () => (await keep()).gcCommand(options)));
  withStore(history.command('purge').argument('<digest>', 'SHA-256 of an artifact'))
    .description('let the bytes of an artifact go, wherever they are used')
    .action((digest, options) => run(async () => (await keep()).purgeCommand(digest, options)));
  withStore(history.command('doctor'))
    .description('check Litestream, credentials, rights, conditional writes and clock, and say what to do')
    .action((options) => run(async () => (await doctor()).doctorCommand(options)));
  history
    .command('install')
    .description('install Litestream into the tool folder, proved by its checksum')
    .action((options) => run(async () => (await doctor()).installCommand(options)));
}
