import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { startPipedProcess } from '../../../processes/start-process.ts';
import { clockOf, limitWork, type PassedLimit, type WorkClock } from '../../../processes/work-limit.ts';
import { InfrastructureError, InputError, Problem } from '../../../schemas/problem.ts';
import { collectOutput } from './collect-output.ts';
import { firstLine } from './escape-line.ts';
import { watchGit } from './watch-git.ts';
import { NEEDED_GIT, requireGit } from './git-version.ts';

/** Where and how git runs: a folder, the whole environment, further settings, and the signal that ends every child. */
export interface GitPlace {
  readonly cwd: string;
  /** What people call this place, where `cwd` is a temporary folder of ours. */
  readonly shownAs?: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Further `-c` settings. */
  readonly settings?: readonly string[];
  readonly signal: AbortSignal;
  /** Git ends with this process, however that ends: for what waits for the network. */
  readonly leashed?: boolean;
}

export interface GitOptions {
  readonly input?: Uint8Array;
  /** Exit codes that are an answer, not a failure. Default: 0 alone. */
  readonly codes?: readonly number[];
  /** What is longer is no answer. */
  readonly mostBytes?: number;
  /** So much time on a processor git may use; it ends in any case after ten times as much time. Default: as much as it needs. */
  readonly workMs?: number;
  /** Tells how much a process has worked. Default: what the system says. */
  readonly clock?: (pid: number | undefined) => WorkClock;
}

export interface GitAnswer {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Settings through which a repository could make git run a program, switched off for every call. */
const HARMLESS = [
  'core.fsmonitor=false',
  'core.hooksPath=/dev/null',
  'core.pager=cat',
  'core.sshCommand=false',
  'core.alternateRefsCommand=',
  'core.attributesFile=/dev/null',
  'diff.external=',
  'credential.helper=',
  'protocol.allow=never',
  'gpg.program=false',
  'log.showSignature=false',
  'submodule.recurse=false',
  'gc.auto=0',
  'maintenance.auto=false',
  'i18n.logOutputEncoding=UTF-8',
];

/** Far beyond any diff that can be reviewed; what is larger would not fit a string. */
const MOST_BYTES = 480 * 1024 * 1024;

/** The one place where a git process begins: no shell, no inherited environment, nothing a repository configures is run. */
export function spawnGit(place: GitPlace, args: readonly string[]): ChildProcessWithoutNullStreams {
  const settings = [...HARMLESS, ...(place.settings ?? [])].flatMap((setting) => ['-c', setting]);
  return startPipedProcess('git', ['--no-pager', ...settings, ...args], {
    cwd: place.cwd,
    env: place.environment,
    signal: place.signal,
    ...(place.leashed === true && { leashed: true }),
  });
}

/** Runs git to its end and returns all it wrote. Throws with git's own first line where the exit code is not expected. */
export async function runGit(place: GitPlace, args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
  const answer = await collected(place, args, options).catch((cause: unknown) => {
    throw cause instanceof Problem ? cause : cannotRun(cause, place);
  });
  if (answer.tooLarge) throw new TooLargeAnswer(args[0] ?? '', options.mostBytes ?? MOST_BYTES, nameOf(place));
  if ((options.codes ?? [0]).includes(answer.code)) return answer;
  const what = `git ${args[0] ?? ''} failed: ${firstLine(answer.stderr) || `exit code ${answer.code}`}`;
  const where = nameOf(place);
  if (/promisor|unable to read|missing|bad object/i.test(answer.stderr)) {
    throw new MissingObjects(what, where);
  }
  throw new InfrastructureError({
    what,
    where,
    remedy: `Run git -C ${quoted(where)} fsck to see whether the repository is sound.`,
  });
}

async function collected(place: GitPlace, args: readonly string[], options: GitOptions) {
  // Beside the first call: a git that is too old is told by its version, whatever it made of what it does not know.
  const [version, answer] = await Promise.allSettled([requireGit(place.environment), watched(place, args, options)]);
  if (version.status === 'rejected') throw version.reason;
  if (answer.status === 'rejected') throw answer.reason;
  return answer.value;
}

async function watched(place: GitPlace, args: readonly string[], options: GitOptions) {
  const { input, mostBytes = MOST_BYTES, workMs, clock = clockOf } = options;
  const child = spawnGit(place, args);
  const unwatch = watchGit(child, place);
  let overtime: PassedLimit | null = null;
  const passed = (limit: PassedLimit): void => {
    overtime = limit;
    child.kill('SIGKILL');
  };
  const unlimit = workMs === undefined ? undefined : limitWork(workMs, clock(child.pid), passed);
  const ended = collectOutput(child, input, mostBytes).finally(() => unlimit?.());
  const answer = await ended.catch((cause: unknown) => {
    unwatch();
    throw cause;
  });
  const waits = unwatch();
  if (waits !== null) throw waits;
  if (overtime !== null) throw new TooMuchWork(args[0] ?? '', overtime, nameOf(place));
  return answer;
}

/** Git worked for longer than its answer is worth, and was stopped. */
class TooMuchWork extends InputError {
  constructor(command: string, { kind, ms }: PassedLimit, where: string) {
    const time = `${ms / 1000} seconds${kind === 'work' ? ' of processor time' : ''}`;
    super({ what: `git ${command} needed more than ${time}`, where, remedy: 'Review a smaller repository.' });
  }
}

/** Git wrote more than was wanted, and was stopped. */
export class TooLargeAnswer extends InputError {
  constructor(command: string, bytes: number, where: string) {
    const what = `git ${command} answered more than ${bytes / 1024 / 1024} MiB`;
    super({ what, where, remedy: 'Review a smaller change.' });
  }
}

/** The clone does not hold all that git was asked for. */
export class MissingObjects extends InfrastructureError {
  /** The command that fetches what a partial clone left out. */
  readonly fetch: string;

  constructor(what: string, where: string) {
    const git = `git -C ${quoted(where)}`;
    const fetch = `${git} fetch --refetch --no-filter`;
    super({
      what: `the clone lacks objects: ${what}`,
      where,
      remedy: `Get what a partial clone left out with ${fetch}, or let Docket fetch it with --fetch-missing: it does nothing of the kind by itself. A clone that is not partial is damaged, and ${git} fsck tells more.`,
    });
    this.fetch = fetch;
  }
}

/** Says of a place what it lacks. */
export function missingObjects(place: GitPlace, what: string): MissingObjects {
  return new MissingObjects(what, nameOf(place));
}

/** What people call a place. */
export const nameOf = ({ shownAs, cwd }: GitPlace): string => shownAs ?? cwd;

/** For a shell to copy. */
const quoted = (path: string): string => (/^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`);

function cannotRun(cause: unknown, place: GitPlace): Error {
  if (place.signal.aborted)
    return new InfrastructureError({ what: 'git was stopped: the repository is closed', cause });
  if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
    return new InputError({
      what: 'git could not be started: it is not on PATH, or the folder does not exist',
      where: nameOf(place),
      remedy: `Install git ${NEEDED_GIT} or newer, or review a diff from a file with --diff.`,
      cause,
    });
  }
  return new InfrastructureError({ what: `git could not be started: ${String(cause)}`, where: nameOf(place), cause });
}
