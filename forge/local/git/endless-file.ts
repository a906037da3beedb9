import { type Dirent, readFileSync, readdirSync, type Stats, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** Where a git process runs, and with which environment. */
export interface PlaceOfGit {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
}

const OF_USER = ['.gitconfig', '.config/git/config', '.config/git/ignore', '.config/git/attributes'];

/** What git reads in every folder of the work tree that it looks into. */
const OF_FOLDERS: ReadonlySet<string> = new Set(['.gitignore', '.gitattributes', '.gitmodules']);

/** A tree with more folders is not searched to its end: the search is only made to name the culprit. */
const MOST_FOLDERS = 20_000;

/**
 * The file that a git process in this place waits for, because it is a pipe, a socket or a device that stands where git expects a
 * regular file; null where there is none. Looks at names and kinds only, and reads regular files alone.
 */
export function endlessFile({ cwd, environment }: PlaceOfGit): string | null {
  const found = environment['GIT_DIR'] ?? entryOfGit(cwd);
  const folder = found === null ? null : folderOf(found);
  const home = environment['HOME'] ?? cwd;
  const named = [
    ...(folder === null ? [] : [join(folder, 'index'), join(folder, 'config')]),
    ...OF_USER.map((name) => join(home, name)),
    ...['GIT_INDEX_FILE', 'GIT_CONFIG_GLOBAL'].flatMap((name) => environment[name] ?? []),
  ];
  const root = environment['GIT_WORK_TREE'] ?? (found === null ? null : dirname(found));
  return (
    named.find((path) => isEndless(kindOf(path))) ??
    (folder === null ? null : inRepository(folder)) ??
    (root === null ? null : inTree(root, ({ name }) => OF_FOLDERS.has(name)))
  );
}

/** The next `.git` at or above a folder, as git looks for it. */
function entryOfGit(cwd: string): string | null {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (kindOf(join(folder, '.git')) !== null) return join(folder, '.git');
    if (dirname(folder) === folder) return null;
  }
}

/** The folder that is meant: in a linked work tree `.git` is a file that names it. */
function folderOf(entry: string): string {
  const [, named] = /^gitdir: ([^\n]+)/.exec(contentOf(entry)) ?? [];
  return named === undefined ? entry : resolve(dirname(entry), named);
}

/** In the folder itself, in the one that linked work trees share, and in the objects that it borrows. */
function inRepository(folder: string): string | null {
  const [shared = ''] = contentOf(join(folder, 'commondir')).split('\n');
  const common = resolve(folder, shared);
  const borrowed = contentOf(join(common, 'objects', 'info', 'alternates')).split('\n');
  const places = [folder, ...(common === folder ? [] : [common])];
  const others = borrowed.filter((line) => line !== '').map((line) => resolve(common, 'objects', line));
  for (const place of [...places, ...others]) {
    // A socket is where git's own monitor of files listens; opening one fails at once.
    const path = inTree(place, (entry) => !entry.isSocket());
    if (path !== null) return path;
  }
  return null;
}

/** Of a regular file; empty where there is none. */
function contentOf(path: string): string {
  try {
    return kindOf(path)?.isFile() === true ? readFileSync(path, 'utf8') : '';
  } catch {
    // What may not be read is not read by git either.
    return '';
  }
}

/** Breadth first, without following links. */
function inTree(root: string, isMeant: (entry: Dirent) => boolean): string | null {
  const folders = [root];
  for (let index = 0; index < folders.length && index < MOST_FOLDERS; index += 1) {
    const folder = folders[index] ?? root;
    for (const entry of entriesOf(folder)) {
      if (entry.isDirectory() && entry.name !== '.git') folders.push(join(folder, entry.name));
      if (isEndless(entry) && isMeant(entry)) return join(folder, entry.name);
    }
  }
  return null;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Nothing that may not be read is read by git either.
    return [];
  }
}

function kindOf(path: string): Stats | null {
  return path === '/dev/null' ? null : (statSync(path, { throwIfNoEntry: false }) ?? null);
}

function isEndless(entry: Stats | Dirent | null): boolean {
  return entry !== null && !entry.isFile() && !entry.isDirectory() && !entry.isSymbolicLink();
}
