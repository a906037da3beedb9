import { changedRuns, type ChangedRun, takenBackRuns } from '../../diff/changed-runs.ts';
import { hunksOf, parseDiff } from '../../diff/parse-diff.ts';
import type { Inspected, Inspection, TakenBackCommit } from '../../forge.ts';
import { encodePath } from '../git/path-bytes.ts';
import { fields } from '../git/tree.ts';
import { tryGit } from '../git/try-git.ts';
import type { Trees } from '../raw-source.ts';
import { type PastCommit, pastCommits } from './past-commits.ts';

const WORK_MS = 15_000;
/** Commits whose lines are compared, the newest: those before them are older than what anybody looks at. */
const MOST_COMPARED = 40;
/** Their patches in the files of a change, which has to be as large to take one back. */
const MOST_BYTES = 8 * 1024 * 1024;
/** Of the change, from its end: who wrote these wrote it. */
const MOST_OWN = 20;
const BETWEEN = '\u0001';

type Request = Parameters<Inspection['takenBack']>[0];
type Runs = ReadonlyMap<string, readonly ChangedRun[]>;

/** A commit of the past, with those of its files that are code. */
interface Candidate {
  readonly commit: PastCommit;
  readonly code: PastCommit['files'];
}

/**
 * Which of the last commits at the base a change takes back; their words are raw. Where whole files are again what they were, their blobs say
 * so, also in a clone without old files.
 */
export async function takenBackIn({ room, ends }: Trees, request: Request): Promise<Inspected<TakenBackCommit>> {
  const { files, isCode, most } = request;
  const past = await pastCommits(room, ends.old, most);
  if (past === null) return { kind: 'unavailable', reason: 'git does not tell what came before the base' };
  const byPath = new Map(files.map((file) => [file.newPath, file]));
  const candidates = past
    .map((commit): Candidate => ({ commit, code: commit.files.filter(({ path }) => isCode(path)) }))
    .filter(({ code }) => code.length > 0 && code.every(({ path, status }) => status === 'M' && byPath.has(path)));
  const isWhole = ({ code }: Candidate): boolean =>
    code.every(({ path, oldBlob, newBlob }) => {
      const file = byPath.get(path);
      return file !== undefined && file.oldBlob === newBlob && file.newBlob === oldBlob;
    });
  const compared = candidates.slice(0, MOST_COMPARED);
  const patches = await patchesOf(
    room,
    compared.filter((one) => !isWhole(one)),
  );
  const left = new Map(files.map((file) => [file.newPath, changedRuns(file.hunks)]));
  const found = compared.flatMap((one) => {
    const places = placesOf(one, { known: isWhole(one) ? null : (patches.get(one.commit.id) ?? new Map()), left });
    return places === null ? [] : [{ ...one, places }];
  });
  const authors = found.length === 0 ? new Set<string>() : await authorsOf(room, request);
  const value = found.map(({ commit, places }): TakenBackCommit => {
    const { id, subject, body, date } = commit;
    const isOwn = authors.size === 0 ? null : commit.authors.some((one) => authors.has(one.toLowerCase()));
    return { id, subject, body, date, isOwn, paths: commit.files.map(({ path }) => path), places };
  });
  return { kind: 'ok', value, truncated: candidates.length > compared.length };
}

/** What these commits did to their files of code, in one call; nothing of those that the clone cannot show. */
async function patchesOf(room: Trees['room'], candidates: readonly Candidate[]): Promise<ReadonlyMap<string, Runs>> {
  if (candidates.length === 0) return new Map();
  const form = ['--no-walk=unsorted', '--first-parent', '--diff-merges=first-parent', '-p', '--unified=3'];
  const plain = ['--no-renames', '--diff-algorithm=myers', '--indent-heuristic', '--no-ext-diff', '--no-textconv'];
  const shown = ['--inter-hunk-context=0', '--src-prefix=a/', '--dst-prefix=b/', '--full-index', '--no-color'];
  const ids = candidates.map(({ commit }) => commit.id);
  const paths = asked(candidates.flatMap(({ code }) => code.map(({ path }) => path)));
  const args = ['log', ...form, ...plain, ...shown, `--format=${BETWEEN}%H`, ...ids, '--', ...paths];
  const tried = await tryGit(room.place, args, { workMs: WORK_MS, mostBytes: MOST_BYTES });
  if (tried.kind === 'unavailable') return new Map();
  const parts = tried.answer.stdout.toString('latin1').split(BETWEEN).slice(1);
  return new Map(
    parts.map((part) => {
      const end = part.indexOf('\n');
      // Bytes as they are: the parser decodes them.
      const { files } = parseDiff(Buffer.from(part.slice(end + 1).trimStart(), 'latin1'));
      return [part.slice(0, end), new Map(files.map((file) => [file.newPath, changedRuns(hunksOf(file))]))];
    }),
  );
}

/** The addresses and names of those who wrote the change in these files, in small letters. */
async function authorsOf(room: Trees['room'], { files, own }: Request): Promise<ReadonlySet<string>> {
  if (own.length === 0) return new Set();
  const form = ['--no-walk=unsorted', '--first-parent', '--no-patch', '-z', '--no-color', '--format=%ae%x00%an'];
  const paths = asked(files.map(({ newPath }) => newPath));
  const args = ['log', ...form, ...own.slice(-MOST_OWN), '--', ...paths];
  const tried = await tryGit(room.place, args, { workMs: WORK_MS, mostBytes: MOST_BYTES });
  if (tried.kind === 'unavailable') return new Set();
  const texts = [...fields(tried.answer.stdout)].map((field) => field.toString('utf8').toLowerCase());
  return new Set(texts.filter((text) => text !== ''));
}

/** A name that is not UTF-8 cannot be asked for. */
function asked(paths: readonly string[]): string[] {
  return [...new Set(paths)].filter((path) => encodePath(path).toString('utf8') === path);
}

/** Where all that a commit did to its files of code is taken back; null where any of it stays. What is found is taken out of what is left. */
function placesOf(
  { code }: Candidate,
  request: {
    /** What it did; null where whole files are what they were before it. */
    readonly known: Runs | null;
    readonly left: Map<string, readonly ChangedRun[]>;
  },
): TakenBackCommit['places'] | null {
  const { known, left } = request;
  const places: { path: string; run: ChangedRun }[] = [];
  for (const { path } of code) {
    const own = left.get(path) ?? [];
    const back = known === null ? own : takenBackRuns(known.get(path) ?? [], own);
    if (back === null || back.length === 0) return null;
    places.push(...back.map((run) => ({ path, run })));
  }
  const used = new Set(places.map(({ run }) => run));
  for (const { path } of code)
    left.set(
      path,
      (left.get(path) ?? []).filter((run) => !used.has(run)),
    );
  return places;
}
