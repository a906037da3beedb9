import { lstatSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileKind } from '../../../forge/file-kind/file-kind.ts';
import { openRepository, type Repository } from '../../../forge/local/git/repository.ts';
import { hasCommits } from '../../../forge/local/git/resolve-commit.ts';
import { listTree } from '../../../forge/local/git/tree.ts';
import { BUILT_IN_REVIEWERS } from '../../../reviewers/index.ts';
import type { FileKind } from '../../../schemas/judged.ts';
import { describeCause, InputError } from '../../../schemas/problem.ts';
import { REPOSITORY_CONFIG_PATH } from '../../config/load-config.ts';
import { openHost } from '../host.ts';
import { neutraliseTerminal } from '../../output/text/neutralise.ts';
import { initialConfig, initialWorkflow } from '../initial-files.ts';
import { uncoveredKindsOf } from '../uncovered-kinds-of.ts';

/** The options of `docket init`, as commander hands them over. */
export interface InitOptions {
  readonly cwd?: string;
  readonly write?: boolean;
}

const WORKFLOW_PATH = '.github/workflows/docket.yml';

/**
 * `docket init`: the workflow and a commented `docket.yml` for the repository at hand, printed first. They are written with `--write`, or when
 * the person at the terminal says so; elsewhere nobody is asked. Overwrites nothing and follows no link: a file that is there stays as it is. Returns 0.
 */
export async function initCommand({ cwd, write = false }: InitOptions): Promise<number> {
  const host = openHost(cwd);
  const repository = await openRepository(host.cwd, host.environment);
  try {
    const kinds = await kindsIn(repository);
    const uncovered = kinds === null ? null : uncoveredKindsOf(kinds, BUILT_IN_REVIEWERS);
    const files = [
      { path: WORKFLOW_PATH, text: initialWorkflow() },
      { path: REPOSITORY_CONFIG_PATH, text: initialConfig(uncovered) },
    ];
    const say = (lines: readonly string[]) => process.stdout.write(`${neutraliseTerminal(lines.join('\n'))}\n`);
    if (!write) say(files.map(({ path, text }) => `# ${path}\n${text}`));
    const isWanted = write || (repository.root !== null && (await wantsThem(host.environment.CI)));
    if (isWanted) say(await writeAll(files, repository));
    return 0;
  } finally {
    await repository.close();
  }
}

/** The one question; no answer, and the end of the input, mean no. */
async function wantsThem(ci: string | undefined): Promise<boolean> {
  const isWatched = process.stdin.isTTY === true && process.stdout.isTTY === true;
  if (!isWatched || !['', '0', 'false', undefined].includes(ci)) return false;
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const ended = new Promise<string>((done) => asking.once('close', () => done('')));
    return /^y(?:es)?$/i.test((await Promise.race([asking.question('Write both files? [y/N] '), ended])).trim());
  } finally {
    asking.close();
  }
}

interface InitialFile {
  readonly path: string;
  readonly text: string;
}

/** Writes what is not there yet, and says what became of each. */
async function writeAll(files: readonly InitialFile[], { root }: Repository): Promise<string[]> {
  if (root === null) {
    throw new InputError({
      what: 'this repository has no working tree to write into',
      where: '--write',
      remedy: 'Call it in a clone, or without --write.',
    });
  }
  for (const folder of ['.github', '.github/workflows']) refuseLink(root, folder);
  const lines: string[] = [];
  for (const { path, text } of files) {
    const isNew = await writeNew(join(root, path), text);
    lines.push(isNew ? `${path} written` : `${path} is there already and stays as it is`);
  }
  return [
    ...lines,
    'Next: put the owner into the workflow where it says OWNER, and commit both on the default branch.',
  ];
}

/** What is written stays inside the repository. */
function refuseLink(root: string, folder: string): void {
  const parent = lstatSync(join(root, dirname(folder)), { throwIfNoEntry: false });
  if (parent?.isDirectory() !== true) return;
  if (lstatSync(join(root, folder), { throwIfNoEntry: false })?.isSymbolicLink() !== true) return;
  throw new InputError({
    what: 'a symbolic link stands where a folder is expected, and nothing is written through it',
    where: join(root, folder),
    remedy: 'Copy what `docket init` prints.',
  });
}

/** What the tree at HEAD consists of, by name and mode: contents are not read. Null where nothing is committed. */
async function kindsIn(repository: Repository): Promise<FileKind[] | null> {
  if (!(await hasCommits(repository))) return null;
  const head = await repository.resolve('HEAD');
  const entries = await listTree(repository.room.place, head);
  return [...entries].map(([path, { mode }]) =>
    fileKind({ path, mode, text: null, extent: 'part', binary: false, firstBytes: null }),
  );
}

/** False where something stands there already. */
async function writeNew(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST' && dirname(path) !== pathOf(cause))
      return false;
    throw new InputError({
      what: `the file cannot be written: ${describeCause(cause)}`,
      where: path,
      remedy: 'See to it that the folder can be written, or copy what `docket init` prints.',
      cause,
    });
  }
}

/** Where a folder was to be made and something else stands. */
function pathOf(cause: Error): unknown {
  return 'path' in cause ? cause.path : null;
}
