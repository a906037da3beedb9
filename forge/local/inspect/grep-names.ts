import type { ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import type { GitPlace } from '../git/run-git.ts';
import { type Tried, tryGit } from '../git/try-git.ts';

const WORK_MS = 20_000;
/** Names that stand everywhere tell nothing, and fill the answer. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Nobody defines or calls anything by hand in a longer line. */
const LONGEST_LINE = 500;
const LINE_FEED = 0x0a;

/** A raw line that may hold a name: not redacted, only to choose by. */
export interface RawMention {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

type GreppedNames =
  | { readonly kind: 'ok'; readonly mentions: readonly RawMention[]; readonly left: readonly string[] }
  | { readonly kind: 'unavailable'; readonly reason: string };

/**
 * The lines of a tree's files that hold one of the names as a word, in one pass over the tree. Where they are too many, the shorter names,
 * which are the commoner ones, are `left` out.
 */
export async function grepNames(
  place: GitPlace,
  request: { readonly names: readonly string[]; readonly tree: ObjectId; readonly pathspecs: readonly string[] },
): Promise<GreppedNames> {
  // Elsewhere a path is taken to the letter; these patterns are ours.
  const globs = { ...place, environment: { ...place.environment, GIT_LITERAL_PATHSPECS: '0' } };
  const rare = request.names.toSorted((a, b) => b.length - a.length);
  for (let count = rare.length; count > 0; count = Math.floor(count / 2)) {
    const names = rare.slice(0, count);
    // One expression for all names takes half the time of one pass a name; a git that was built without PCRE refuses it.
    const quick = await grep(globs, ['--perl-regexp', '-e', `(?:${names.map(literal).join('|')})`], request);
    const isRefused = quick.kind === 'unavailable' && !quick.tooLarge;
    const tried = isRefused
      ? await grep(globs, ['--fixed-strings', ...names.flatMap((name) => ['-e', name])], request)
      : quick;
    if (tried.kind === 'ok') {
      return { kind: 'ok', mentions: [...mentionsIn(tried.answer.stdout, request.tree)], left: rare.slice(count) };
    }
    if (!tried.tooLarge) return tried;
  }
  return { kind: 'ok', mentions: [], left: rare };
}

function grep(
  place: GitPlace,
  patterns: readonly string[],
  { tree, pathspecs }: { readonly tree: ObjectId; readonly pathspecs: readonly string[] },
): Promise<Tried> {
  const options = ['-n', '-z', '-a', '-w', '--full-name', '--no-textconv', '--no-recurse-submodules'];
  const args = ['grep', '--no-color', ...options, ...patterns, tree, '--', ...pathspecs];
  return tryGit(place, args, { codes: [0, 1], workMs: WORK_MS, mostBytes: MOST_BYTES });
}

/** No sign of a name means something in an expression. */
const literal = (name: string): string => name.replaceAll(/[^\p{L}\p{N}_]/gu, String.raw`\$&`);

/** `tree:path`, NUL, number, NUL, text, line feed: a path may hold a line feed, a line of a binary file a NUL. */
function* mentionsIn(bytes: Buffer, tree: ObjectId): Generator<RawMention> {
  for (let at = 0; at < bytes.length;) {
    const path = bytes.indexOf(0, at);
    const number = path === -1 ? -1 : bytes.indexOf(0, path + 1);
    if (number === -1) return;
    const feed = bytes.indexOf(LINE_FEED, number + 1);
    const end = feed === -1 ? bytes.length : feed;
    if (end - number <= LONGEST_LINE) {
      yield {
        path: decodePath(bytes.subarray(at + tree.length + 1, path)),
        line: Number(bytes.toString('latin1', path + 1, number)),
        text: bytes.toString('utf8', number + 1, end),
      };
    }
    at = end + 1;
  }
}
