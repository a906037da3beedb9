import type { ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import type { GitPlace } from '../git/run-git.ts';
import { tryGit } from '../git/try-git.ts';

const TIMEOUT_MS = 20_000;
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
    const patterns = names.flatMap((name) => ['-e', name]);
    const options = [
      '-n',
      '-z',
      '-a',
      '-w',
      '--fixed-strings',
      '--full-name',
      '--no-textconv',
      '--no-recurse-submodules',
    ];
    const args = ['grep', '--no-color', ...options, ...patterns, request.tree, '--', ...request.pathspecs];
    const tried = await tryGit(globs, args, { codes: [0, 1], timeoutMs: TIMEOUT_MS, mostBytes: MOST_BYTES });
    if (tried.kind === 'ok') {
      return { kind: 'ok', mentions: [...mentionsIn(tried.answer.stdout, request.tree)], left: rare.slice(count) };
    }
    if (!tried.tooLarge) return tried;
  }
  return { kind: 'ok', mentions: [], left: rare };
}

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
