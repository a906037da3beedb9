import { existsSync, lstatSync, statSync } from 'node:fs';
import { z } from 'zod';
import { InfrastructureError, InputError } from '../../../schemas/problem.ts';
import { escapeLine, firstLine } from './escape-line.ts';
import { type GitAnswer, type GitPlace, nameOf, runGit } from './run-git.ts';
import { waitsForEver } from './watch-git.ts';

/** Where the parts of a repository lie. All paths are absolute. */
export const Discovery = z.strictObject({
  root: z.string().nullable(),
  gitDir: z.string(),
  commonDir: z.string(),
  objects: z.string(),
  index: z.string(),
  /** The file that lists where a shallow clone was cut off; null in a whole clone. */
  shallow: z.string().nullable(),
  objectFormat: z.enum(['sha1', 'sha256']),
});
export type Discovery = z.infer<typeof Discovery>;

/** Git does not trust the folder, because somebody else owns it. */
export class UnsafeRepository extends InputError {}

const QUESTIONS = [
  '--absolute-git-dir',
  '--git-common-dir',
  ...['objects', 'index', 'shallow'].flatMap((name) => ['--git-path', name]),
  '--show-object-format',
  '--is-inside-work-tree',
  // The last one: where there is no work tree, git has answered all others before it refuses.
  '--show-toplevel',
];

/** As many lines come where git has found a repository, with a work tree or without. */
const QUESTIONS_OF_ALL = 7;

/** Asks git where the repository is. Throws an `InputError` that says what to do where git refuses. */
export async function discover(outside: GitPlace): Promise<Discovery> {
  const answer = await runGit(outside, ['rev-parse', '--path-format=absolute', ...QUESTIONS], { codes: [0, 128] });
  const answers = lines(answer);
  if (answer.code !== 0 && answers.length < QUESTIONS_OF_ALL) throw refusal(answer, nameOf(outside));
  const [gitDir, commonDir, objects, index, shallow, objectFormat, inside, root, ...others] = answers;
  if (gitDir === undefined || commonDir === undefined || objects === undefined || index === undefined) {
    throw notUnderstood(nameOf(outside));
  }
  if (shallow === undefined || (objectFormat !== 'sha1' && objectFormat !== 'sha256') || others.length > 0) {
    throw notUnderstood(nameOf(outside));
  }
  return {
    root: inside === 'true' && root !== undefined ? await workTree(outside, { gitDir, root }) : null,
    gitDir,
    commonDir,
    objects,
    index,
    shallow: regularFile(shallow),
    objectFormat,
  };
}

function regularFile(path: string): string | null {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return null;
  if (!stat.isFile()) throw waitsForEver(path);
  return path;
}

/**
 * The root of the work tree, if that root leads back to the same repository. `core.worktree` may point anywhere on the disk,
 * and a hostile repository must not make Docket read there.
 */
async function workTree(
  outside: GitPlace,
  { gitDir, root }: { readonly gitDir: string; readonly root: string },
): Promise<string | null> {
  const marker = `${root}/.git`;
  if (!existsSync(marker)) return null;
  // A folder of that name is where git looks first; a file or a link leads on, and git is asked where to.
  if (marker === gitDir && lstatSync(marker).isDirectory()) return root;
  const back = await runGit({ ...outside, cwd: root }, ['rev-parse', '--absolute-git-dir'], { codes: [0, 128] });
  return lines(back)[0] === gitDir ? root : null;
}

function lines(answer: GitAnswer): string[] {
  return answer.stdout.toString('utf8').split('\n').slice(0, -1);
}

function refusal(answer: GitAnswer, where: string): InputError {
  const unsafe = /dubious ownership in repository at '(?<path>.*)'/.exec(answer.stderr)?.groups?.['path'];
  if (unsafe !== undefined) {
    return new UnsafeRepository({
      what: 'git refuses this repository as unsafe: it belongs to another user',
      where: escapeLine(unsafe),
      remedy: `If you trust it, run: git config --global --add safe.directory ${shellWord(escapeLine(unsafe))}`,
    });
  }
  if (/not a git repository/.test(answer.stderr)) {
    return new InputError({
      what: 'this is not a git repository',
      where,
      remedy: 'Run Docket inside a repository, or review a diff from a file with --diff.',
    });
  }
  return new InputError({
    what: `git cannot open this repository: ${firstLine(answer.stderr)}`,
    where,
    remedy: 'Run `git status` here and mend what it reports.',
  });
}

function shellWord(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function notUnderstood(where: string): InfrastructureError {
  return new InfrastructureError({
    what: 'git described this repository in a way Docket does not understand',
    where,
    remedy: 'Install git 2.36 or newer; paths with line breaks are not supported.',
  });
}
