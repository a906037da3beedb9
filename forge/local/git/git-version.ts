import { InputError } from '../../../schemas/problem.ts';
import { runProcess } from '../../../processes/run-process.ts';

/** What is used is all there in 2.36 (April 2022); the newest of it are `rev-list --no-commit-header` (2.33) and paths in `rev-parse --path-format` (2.31). */
export const NEEDED_GIT = '2.36';
const ANSWER_MS = 60_000;

const asked = new Map<string, Promise<void>>();

/** Asks each git once how old it is. Throws an `InputError` that names the version where it is too old for what is asked of it. */
export function requireGit(environment: Readonly<Record<string, string>>): Promise<void> {
  const path = environment['PATH'] ?? '';
  const known = asked.get(path) ?? ask(environment);
  asked.set(path, known);
  // What could not be asked may be asked another time.
  known.catch((error: unknown) => error instanceof InputError || asked.delete(path));
  return known;
}

/** Takes the word of the process that began this one for a git that it asked itself. */
export function takeGitAsNew(environment: Readonly<Record<string, string>>): void {
  asked.set(environment['PATH'] ?? '', Promise.resolve());
}

async function ask(environment: Readonly<Record<string, string>>): Promise<void> {
  // Where to look for it, and nothing else: the environment of a fetch holds a token.
  const { PATH = '' } = environment;
  const { stdout } = await runProcess('git', ['--version'], { env: { PATH }, timeoutMs: ANSWER_MS });
  const [, version, major, minor] = /^git version ((\d{1,4})\.(\d{1,4})[^\s]{0,40})/.exec(stdout) ?? [];
  // One that says something else is taken for what it is: whatever it does not know, it says itself.
  if (version === undefined || isEnough(Number(major), Number(minor))) return;
  throw new InputError({
    what: `git ${version} is too old: Docket needs git ${NEEDED_GIT} or newer`,
    where: `the first git on PATH (${path(environment)})`,
    remedy: `Install git ${NEEDED_GIT} or newer and put it first on PATH, or review a diff from a file with --diff.`,
  });
}

const path = (environment: Readonly<Record<string, string>>): string => (environment['PATH'] ?? 'none').slice(0, 200);

function isEnough(major: number, minor: number): boolean {
  const [neededMajor = 0, neededMinor = 0] = NEEDED_GIT.split('.').map(Number);
  return major > neededMajor || (major === neededMajor && minor >= neededMinor);
}
