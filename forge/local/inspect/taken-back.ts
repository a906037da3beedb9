import type { Commit } from '../../../schemas/change-set.ts';
import { changedRuns, type ChangedRun, takenBackRuns } from '../../diff/changed-runs.ts';
import { hunksOf, parseDiff } from '../../diff/parse-diff.ts';
import type { Inspected, Inspection, TakenBackCommit } from '../../forge.ts';
import { encodePath } from '../git/path-bytes.ts';
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
const ID = '\u0001';
const BETWEEN = '\u0002';

type Request = Parameters<Inspection['takenBack']>[0];

/** Which of the last commits at the base a change takes back; their words are raw. */
export async function takenBackIn({ room, ends }: Trees, request: Request): Promise<Inspected<TakenBackCommit>> {
  const nothing = { kind: 'ok', value: [], truncated: false } as const;
  const { files, own, isCode, most } = request;
  const runs = new Map(files.map((file) => [file.newPath, changedRuns(file.hunks)]));
  const past = await pastCommits(room, ends.old, most);
  if (past === null) return { kind: 'unavailable', reason: 'git does not tell what came before the base' };
  const candidates = past.filter((commit) => mayBeTakenBack(commit, runs, isCode));
  const compared = candidates.slice(0, MOST_COMPARED);
  if (compared.length === 0) return nothing;
  const paths = [...new Set(compared.flatMap((one) => codeOf(one, isCode)))];
  const told = await patchesOf(room, { compared, paths, own });
  if (told === null) return { kind: 'unavailable', reason: 'the clone does not hold what came before the base' };
  const left = new Map(runs);
  const value = compared.flatMap((commit): TakenBackCommit[] => {
    const places = placesOf(told.patches.get(commit.id) ?? new Map(), codeOf(commit, isCode), left);
    if (places === null) return [];
    const { id, subject, body, date } = commit;
    const isOwn = told.authors.size === 0 ? null : commit.authors.some((one) => told.authors.has(one.toLowerCase()));
    return [{ id, subject, body, date, isOwn, paths: commit.files.map(({ path }) => path), places }];
  });
  return { kind: 'ok', value, truncated: candidates.length > compared.length };
}

const codeOf = ({ files }: PastCommit, isCode: Request['isCode']): string[] =>
  files.map(({ path }) => path).filter(isCode);

/** All files of code that it changed stood before it and are changed again. */
function mayBeTakenBack(
  commit: PastCommit,
  runs: ReadonlyMap<string, readonly ChangedRun[]>,
  isCode: Request['isCode'],
): boolean {
  const code = commit.files.filter(({ path }) => isCode(path));
  return code.length > 0 && code.every(({ path, status }) => status === 'M' && runs.has(path));
}

type Patches = ReadonlyMap<string, ReadonlyMap<string, readonly ChangedRun[]>>;

/** What these commits did to these files, and who wrote the change: one call. */
async function patchesOf(
  room: Trees['room'],
  request: {
    readonly compared: readonly Commit[];
    readonly paths: readonly string[];
    readonly own: readonly string[];
  },
): Promise<{ readonly patches: Patches; readonly authors: ReadonlySet<string> } | null> {
  const own = request.own.slice(-MOST_OWN);
  // A name that is not UTF-8 cannot be asked for.
  const paths = request.paths.filter((path) => encodePath(path).toString('utf8') === path);
  const form = [
    '--no-walk=unsorted',
    '--first-parent',
    '--diff-merges=first-parent',
    '-p',
    '--unified=3',
    '--inter-hunk-context=0',
  ];
  const plain = ['--no-renames', '--diff-algorithm=myers', '--indent-heuristic', '--no-ext-diff', '--no-textconv'];
  const shown = [
    '--src-prefix=a/',
    '--dst-prefix=b/',
    '--full-index',
    '--no-color',
    `--format=${ID}%H %ae${BETWEEN}%an`,
  ];
  const ids = [...request.compared.map(({ id }) => id), ...own];
  // What does not touch these files is left out by its paths, and its author with it.
  const args = ['log', ...form, ...plain, ...shown, ...ids, '--', ...paths];
  const tried = await tryGit(room.place, args, { workMs: WORK_MS, mostBytes: MOST_BYTES });
  if (tried.kind === 'unavailable') return null;
  const patches = new Map<string, ReadonlyMap<string, readonly ChangedRun[]>>();
  const authors = new Set<string>();
  for (const part of tried.answer.stdout.toString('latin1').split(ID).slice(1)) {
    const end = part.indexOf('\n');
    const head = Buffer.from(part.slice(0, end), 'latin1').toString('utf8').toLowerCase();
    const id = head.split(' ', 1)[0] ?? '';
    if (own.includes(id)) for (const author of head.slice(id.length + 1).split(BETWEEN)) authors.add(author);
    else patches.set(id, runsOf(part.slice(end + 1).trimStart()));
  }
  return { patches, authors };
}

/** Bytes as they are: the parser decodes them. */
function runsOf(patch: string): ReadonlyMap<string, readonly ChangedRun[]> {
  const { files } = parseDiff(Buffer.from(patch, 'latin1'));
  return new Map(files.map((file) => [file.newPath, changedRuns(hunksOf(file))]));
}

/** Where all that a commit did to these files is taken back; null where any of it stays. What is found is taken out of what is left. */
function placesOf(
  patches: ReadonlyMap<string, readonly ChangedRun[]>,
  paths: readonly string[],
  left: Map<string, readonly ChangedRun[]>,
): TakenBackCommit['places'] | null {
  const places: { path: string; run: ChangedRun }[] = [];
  for (const path of paths) {
    const back = takenBackRuns(patches.get(path) ?? [], left.get(path) ?? []);
    if (back === null) return null;
    places.push(...back.map((run) => ({ path, run })));
  }
  for (const path of paths) {
    const used = new Set(places.map(({ run }) => run));
    left.set(
      path,
      (left.get(path) ?? []).filter((run) => !used.has(run)),
    );
  }
  return places;
}
