import type { ObjectId } from '../../../schemas/change-set.ts';
import { decodePath } from '../../diff/path.ts';
import { firstLine } from '../git/escape-line.ts';
import type { GitPlace } from '../git/run-git.ts';
import { encodePath } from '../git/path-bytes.ts';
import { fields } from '../git/tree.ts';
import { tryGit } from '../git/try-git.ts';

const WORK_MS = 20_000;

/** Files of a tree whose raw bytes hold a text; `incomplete` says why some could not be looked into. */
export type Grepped =
  | { readonly kind: 'ok'; readonly paths: readonly string[]; readonly incomplete: string | null }
  | { readonly kind: 'unavailable'; readonly reason: string };

interface GrepRequest {
  /** Without line breaks and NUL. */
  readonly text: string;
  readonly tree: ObjectId;
  readonly under: string | null;
}

/**
 * Lists the regular files of a tree that hold a text, sorted by code units. Everything is treated as text, so that no
 * attribute can hide a file by calling it binary; no pattern, no text conversion, no submodule, no work tree.
 */
export async function grepTree(place: GitPlace, { text, tree, under }: GrepRequest): Promise<Grepped> {
  const options = ['--name-only', '-z', '-a', '--fixed-strings', '--no-textconv', '--no-recurse-submodules'];
  // An argument cannot carry bytes that are not UTF-8; such a folder is looked for in the answer.
  const narrow = under !== null && encodePath(under).toString('utf8') === under ? [under] : [];
  const args = ['grep', ...options, '--full-name', '-e', text, tree, '--', ...narrow];
  const tried = await tryGit(place, args, { codes: [0, 1], workMs: WORK_MS });
  if (tried.kind === 'unavailable') return tried;
  const paths = [...fields(tried.answer.stdout)].map((field) => decodePath(field.subarray(tree.length + 1)));
  const inside = under === null ? paths : paths.filter((path) => path === under || path.startsWith(`${under}/`));
  // Git goes on after a blob that it cannot read, and says so.
  return { kind: 'ok', paths: inside.toSorted(), incomplete: firstLine(tried.answer.stderr) || null };
}
