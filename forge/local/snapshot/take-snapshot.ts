import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ObjectId, type SkippedInput } from '../../../schemas/change-set.ts';
import { escapeLine } from '../git/escape-line.ts';
import { runGit } from '../git/run-git.ts';
import { type IndexEntry, listIndex, listStaged, listTouched, listUntracked } from './index-entries.ts';
import { SUBMODULE, isRegular } from '../git/modes.ts';
import { encodePath } from '../git/path-bytes.ts';
import { leftOut } from '../raw-source.ts';
import type { Repository } from '../git/repository.ts';
import { type SnapshotPlaces, openSnapshotPlaces } from './snapshot-place.ts';
import { submoduleLines } from './submodules.ts';
import { type Found, lookAt, pathInside } from './worktree-file.ts';

/** The work tree as a git tree in the clean room: what `git add --all` would stage, made without git reading the work tree. */
export interface Snapshot {
  readonly tree: ObjectId;
  readonly skipped: readonly SkippedInput[];
}

const NUL = Buffer.from([0]);

/**
 * Takes a snapshot of staged, unstaged and untracked files. Files are read by us and copied into the clean room; git sees only
 * the copies. There its line-ending conversions hold (`core.autocrlf`, `text`, `eol`), so that a checkout with CRLF does not
 * look changed, but no filter driver exists.
 *
 * @param head what HEAD names, or the empty tree: `repository.resolveBase('HEAD')`
 */
export async function takeSnapshot(repository: Repository, root: string, head: ObjectId): Promise<Snapshot> {
  const places = await openSnapshotPlaces(repository, root);
  const [index, tracked, untracked, staged] = await Promise.all([
    listIndex(places.compare),
    listTouched(places.compare),
    listUntracked(places.compare),
    listStaged(places.compare, head),
  ]);
  const submodules = new Set(index.filter((entry) => entry.mode === SUBMODULE).map((entry) => entry.path));
  const touched = tracked.paths.filter((path) => !submodules.has(path));
  const copies = await copyAll(places, new Set([...touched, ...untracked.paths]));
  const merged = index.filter((entry) => entry.stage === 0 && entry.mode !== SUBMODULE);
  await seedObjects(repository, places, { index, changed: new Set(copies.present) });
  await feedIndex(places, merged, await submoduleLines(places, index));
  await restage(places, copies);
  const differing = stagedOtherwise(staged, new Set(touched));
  const unseen = notSeen([...tracked.unseen, ...untracked.unseen]);
  return { tree: await writeTree(places), skipped: [...copies.skipped, ...unseen, ...differing] };
}

/** Takes a snapshot of the index: what a commit made now would hold. Conflicts that are not settled yet are left out, and told. */
export async function takeStaged(repository: Repository, root: string): Promise<Snapshot> {
  const places = await openSnapshotPlaces(repository, root);
  const index = await listIndex(places.compare);
  const merged = index.filter((entry) => entry.stage === 0);
  await feedIndex(places, merged, []);
  const conflicts = new Set(index.filter((entry) => entry.stage !== 0).map((entry) => entry.path));
  const skipped = [...conflicts].map((path) => leftOut(`${escapeLine(path)}: a merge conflict that is not settled`));
  return { tree: await writeTree(places), skipped };
}

async function writeTree({ build }: SnapshotPlaces): Promise<ObjectId> {
  const { stdout } = await runGit(build, ['write-tree', '--missing-ok']);
  return ObjectId.parse(stdout.toString('latin1').trim());
}

/** Most names in one sentence. */
const NAMED = 5;

/** Says where git was not let in: what changed there is not known. */
function notSeen(sentences: readonly string[]): readonly SkippedInput[] {
  const more = sentences.length > NAMED ? [`git could not look at ${sentences.length - NAMED} more places`] : [];
  const shown = sentences.slice(0, NAMED).map((said) => `git could not look: ${escapeLine(said)}`);
  return [...shown, ...more].map((says) => leftOut(says));
}

/** Says which staged files lie otherwise in the work tree: nobody looks at what a commit would hold of them. */
function stagedOtherwise(staged: readonly string[], touched: ReadonlySet<string>): readonly SkippedInput[] {
  const paths = staged.filter((path) => touched.has(path));
  if (paths.length === 0) return [];
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : '';
  const names = `${paths.slice(0, NAMED).map(escapeLine).join(', ')}${more}`;
  const says = `staged otherwise than in the work tree, which is what was reviewed (--staged reviews what is staged): ${names}`;
  return [{ ...leftOut(says), harmless: true }];
}

interface Copies {
  readonly present: readonly string[];
  readonly gone: readonly string[];
  readonly skipped: readonly SkippedInput[];
}

async function copyAll(places: SnapshotPlaces, paths: ReadonlySet<string>): Promise<Copies> {
  const present: string[] = [];
  const gone: string[] = [];
  const skipped: SkippedInput[] = [];
  for (const path of paths) {
    if (path.endsWith('/')) {
      skipped.push(leftOut(`${escapeLine(path)}: an untracked repository inside this one; it is not looked into`));
      continue;
    }
    const found = await lookAt(places.root, path);
    if (found.kind === 'refused') skipped.push(leftOut(`${escapeLine(path)}: not read: ${found.reason}`));
    else if (await copy(places.mirror, path, found)) present.push(path);
    else gone.push(path);
  }
  return { present, gone, skipped };
}

/** False where there is nothing that git would track at this path. */
async function copy(mirror: Buffer, path: string, found: Found): Promise<boolean> {
  if (found.kind !== 'file' && found.kind !== 'link') return false;
  const at = pathInside(mirror, path);
  const folder = path.lastIndexOf('/');
  if (folder !== -1) await mkdir(pathInside(mirror, path.slice(0, folder)), { recursive: true });
  if (found.kind === 'link') {
    await symlink(found.target, at);
    return true;
  }
  await writeFile(at, found.bytes, { flag: 'wx' });
  await chmod(at, found.executable ? 0o755 : 0o644);
  return true;
}

async function feedIndex(
  places: SnapshotPlaces,
  entries: readonly IndexEntry[],
  more: readonly Buffer[],
): Promise<void> {
  const lines = [...entries.map((entry) => entry.line), ...more].flatMap((line) => [line, NUL]);
  await runGit(places.build, ['update-index', '-z', '--index-info'], { input: Buffer.concat(lines) });
}

/** Paths that are gone come first: a file may have taken the place of a folder. */
async function restage(places: SnapshotPlaces, { gone, present }: Copies): Promise<void> {
  const listed = (paths: readonly string[]): Buffer => Buffer.concat(paths.flatMap((path) => [encodePath(path), NUL]));
  const update = async (how: readonly string[], paths: readonly string[]): Promise<void> => {
    if (paths.length > 0)
      await runGit(places.build, ['update-index', ...how, '-z', '--stdin'], { input: listed(paths) });
  };
  await update(['--force-remove'], gone);
  await update(['--add', '--replace'], present);
}

/**
 * Gives the build the objects that git's line-ending conversion looks at: attribute files, and the former content of changed
 * files (a file that was committed with CRLF keeps it). The build cannot see the reviewed objects themselves.
 */
async function seedObjects(
  { objects }: Pick<Repository, 'objects'>,
  { build, seeds }: SnapshotPlaces,
  request: { readonly index: readonly IndexEntry[]; readonly changed: ReadonlySet<string> },
): Promise<void> {
  const wanted = request.index.filter(
    ({ path, mode, stage }) =>
      stage === 0 && isRegular(mode) && (request.changed.has(path) || /(?:^|\/)\.gitattributes$/.test(path)),
  );
  const names: string[] = [];
  for (const id of new Set(wanted.map((entry) => entry.id))) {
    const answer = await objects.read(id);
    if (answer.kind !== 'object') continue;
    const name = join(seeds, id);
    await writeFile(name, answer.bytes);
    names.push(`${name}\n`);
  }
  if (names.length === 0) return;
  await runGit(build, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input: Buffer.from(names.join('')) });
}
