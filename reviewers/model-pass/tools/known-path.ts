import type { Content } from '../../../forge/forge.ts';
import type { Side } from '../../../schemas/location.ts';
import { untrusted } from '../prompt/untrusted.ts';
import { visibleName } from '../prompt/visible.ts';
import { refusal, type ToolOutcome, type ToolWorld } from './tool.ts';

/** A path that a tool may ask for, or why not, in words that a model can use. */
export type KnownPath =
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'refused'; readonly outcome: ToolOutcome };

const MOST_SUGGESTED = 5;
/** Longer than any path that git checks out. */
const LONGEST_PATH = 4_096;
const IGNORED = /[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}]/gu;

/**
 * Checks what a model calls a path. Nothing here is what keeps a reader inside the tree (paths are looked up among the tree's own names,
 * and nowhere else): it tells the model what to ask instead.
 */
export async function knownPath(said: string, side: Side, world: ToolWorld): Promise<KnownPath> {
  const path = said.replace(/^(?:\.\/)+/, '').replace(/(?<=[^/])\/$/, '');
  const problem = lexicalProblem(path);
  if (problem !== null) return { kind: 'refused', outcome: refusal(problem) };
  const isOdd = path.includes('[U+') || path.includes('\\');
  if (!isOdd) return { kind: 'path', path };
  const all = await allPaths(side, world);
  // A name with hidden characters was shown with these made visible.
  const real = all.includes(path) ? path : all.find((known) => visibleName(known) === path);
  if (real !== undefined) return { kind: 'path', path: real };
  if (!path.includes('\\')) return { kind: 'path', path };
  return { kind: 'refused', outcome: refusal('Parts of a path are separated by "/", not by a backslash.') };
}

function lexicalProblem(path: string): string | null {
  if (path === '') return 'The path is empty. Give a path from the root of the repository, for example src/main.ts.';
  if (path.length > LONGEST_PATH) return 'The path is too long to be one.';
  if (path.includes('\0')) return 'A path holds no NUL.';
  if (path.startsWith('/') || path.startsWith('~/') || /^[A-Za-z]:/.test(path)) {
    return 'Only files of the repository can be read. Give a path from its root, without a leading "/".';
  }
  const parts = path.split('/');
  if (parts.some((part) => part === '..' || part === '.' || part === '')) {
    return 'The path leads out of the repository or is not in its plain form ("..", "." and "//" are refused).';
  }
  return parts.some(isGitFolder) ? "Git's own folder is not part of the repository's files." : null;
}

/** `.git` in all the spellings that some file system takes for it. */
function isGitFolder(part: string): boolean {
  const plain = part
    .normalize('NFKC')
    .replaceAll(IGNORED, '')
    .toLowerCase()
    .replace(/(?<![. ])[. ]+$/, '');
  return plain === '.git' || plain === 'git~1' || plain.startsWith('.git::') || plain.startsWith('.git:$');
}

async function allPaths(side: Side, { contents, changeSet }: ToolWorld): Promise<readonly string[]> {
  const listed = await contents.list(side);
  return listed ?? changeSet.files.map((file) => (side === 'new' ? file.newPath : file.oldPath));
}

/** Says why a file cannot be read, and what could be asked instead. Names are data: they stand between delimiters only. */
export async function absence(
  content: Extract<Content, { kind: 'absent' }>,
  request: { readonly path: string; readonly side: Side; readonly world: ToolWorld },
): Promise<ToolOutcome> {
  const { path, world } = request;
  switch (content.why) {
    case 'missing':
      return refusal(await missing(request));
    case 'unavailable':
    case 'without':
      return refusal(`It is not available: ${content.reason}. What the change shows of it can be had with file_diff.`);
    case 'binary':
      return refusal('It is a binary file: there is no text to show.');
    case 'too-large':
      return refusal(`It is too large to be read: ${content.reason}. Its changed part can be had with file_diff.`);
    case 'refused': {
      const changed = world.changeSet.files.some((file) => file.newPath === path || file.oldPath === path);
      return refusal(`It cannot be read: ${content.reason}.${changed ? ' file_diff shows what changed.' : ''}`);
    }
  }
}

async function missing(request: {
  readonly path: string;
  readonly side: Side;
  readonly world: ToolWorld;
}): Promise<string> {
  const { path, side, world } = request;
  const paths = await allPaths(side, world);
  if (paths.some((known) => known.startsWith(`${path}/`))) return 'It is a folder. List it with list_files.';
  const other = side === 'new' ? 'old' : 'new';
  if ((await allPaths(other, world)).includes(path))
    return `There is none on side ${side}, but there is on side ${other}.`;
  const base = lastPart(path);
  const close = paths.filter((known) => lastPart(known) === base).slice(0, MOST_SUGGESTED);
  if (close.length === 0) return `There is no such file on side ${side}. List what there is with list_files.`;
  return `There is no such file on side ${side}. Files of that name:\n${untrusted('list', close.map(visibleName).join('\n'))}`;
}

function lastPart(path: string): string {
  return path
    .slice(path.lastIndexOf('/') + 1)
    .normalize('NFC')
    .toLowerCase();
}
