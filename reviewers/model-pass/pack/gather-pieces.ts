import type { NamedHit } from '../../../forge/forge.ts';
import type { ChangedFile } from '../../../schemas/change-set.ts';
import { isTestPath } from '../../changed-code/test-path.ts';
import type { ToolWorld } from '../tools/tool.ts';
import { pathspecsFor } from './languages.ts';
import { aroundCall, definitionAt, type PackPiece } from './piece.ts';
import type { ReadLines } from './read-lines.ts';
import { replacedPieces } from './replaced-code.ts';
import { siblingFile } from './sibling-file.ts';
import { isProduct, sortedUses } from './sorted-uses.ts';
import { touchedNames } from './symbols.ts';

/** Files whose names are looked at: those that deserve most attention. */
const MOST_FILES = 20;
const MOST_CHANGED = 10;
const MOST_CALLED = 24;
/** Of each name. */
const DEFINITIONS = 3;
const USES = 12;
const CALLERS_SHOWN = 4;
const TESTS_SHOWN = 2;
const SUBJECTS = 5;
/** A patch is shown with so many lines around it at least. */
const SHOWN_AROUND = 3;

/** A caller that a check proves to have stayed behind. */
export interface ProvedCaller {
  readonly path: string;
  readonly line: number;
  readonly title: string;
}

interface GatherOptions {
  readonly world: ToolWorld;
  readonly ranked: readonly ChangedFile[];
  readonly proved: readonly ProvedCaller[];
  readonly read: ReadLines;
}

/**
 * What proves or refutes a claim about the change and is not in its patch, most telling first: callers that stayed behind, others of what
 * changed, definitions of what it calls, what it replaced, a sibling, tests, earlier changes. Nothing where the source has no trees. `ranked`
 * are the changed files, riskiest first.
 */
export async function gatherPieces({ world, ranked, proved, read }: GatherOptions): Promise<PackPiece[]> {
  const files = ranked.filter(({ hunks, binary }) => hunks.length > 0 && !binary).slice(0, MOST_FILES);
  // A git of its own, side by side with the one that looks through the tree.
  const earlier = history(world, files);
  // Nobody is left waiting for a repository that is gone, whatever failed first.
  const settled = earlier.catch(() => undefined);
  try {
    return await gathered({ world, files, proved, read, earlier });
  } finally {
    await settled;
  }
}

type Gathering = Omit<GatherOptions, 'ranked'> & {
  readonly files: readonly ChangedFile[];
  readonly earlier: Promise<PackPiece[]>;
};

async function gathered({ world, files, proved, read, earlier }: Gathering): Promise<PackPiece[]> {
  const touched = await Promise.all(
    files.map(async (file) =>
      touchedNames(file, {
        old: file.status === 'A' ? null : await read(file.oldPath, 'old'),
        new: file.status === 'D' ? null : await read(file.newPath, 'new'),
      }),
    ),
  );
  const changed = interleaved(touched.map((one) => one.changed)).slice(0, MOST_CHANGED);
  const called = interleaved(touched.map((one) => one.called))
    .filter((name) => !changed.includes(name))
    .slice(0, MOST_CALLED);
  const near = files.map(({ newPath }) => newPath);
  const found = await world.inspection.mentions({
    names: [...changed, ...called],
    side: 'new',
    near,
    pathspecs: pathspecsFor(near),
    definitions: DEFINITIONS,
    uses: USES,
  });
  if (found.kind === 'unavailable') return [];
  const isShown = shownLines(world.changeSet.files);
  const unseen = found.value.filter(({ path, line }) => !isShown(path, line));
  const of = (name: string, isDefinition: boolean) =>
    unseen.filter((mention) => mention.name === name && mention.isDefinition === isDefinition);
  const callers = changed.map((name) => {
    const { calls, tests } = sortedUses(of(name, false), name);
    return { calls: calls.slice(0, CALLERS_SHOWN), tests };
  });
  const pieces = [
    ...(await provedPieces(proved, read)),
    ...(await around('caller', interleaved(callers.map(({ calls }) => calls)), read)),
    ...(await definitions(
      'definition',
      called.flatMap((name) => of(name, true).filter(isProduct).slice(0, 1)),
      read,
    )),
    ...(await replacedPieces(files, changed, read)),
    ...(await sibling({ world, files, read, changed, known: changed.flatMap((name) => of(name, true)) })),
    ...(await around('test', interleaved(callers.map(({ tests }) => tests)).slice(0, TESTS_SHOWN), read)),
    ...(await earlier),
  ];
  return pieces.filter((piece, index) => !pieces.slice(0, index).some((earlier) => covers(earlier, piece)));
}

async function provedPieces(proved: readonly ProvedCaller[], read: ReadLines): Promise<PackPiece[]> {
  const pieces: PackPiece[] = [];
  for (const { path, line, title } of proved) {
    const lines = await read(path, 'new');
    if (lines !== null) pieces.push(aroundCall({ kind: 'proved', about: title, path, side: 'new' }, lines, line));
  }
  return pieces;
}

async function around(kind: 'caller' | 'test', mentions: readonly NamedHit[], read: ReadLines): Promise<PackPiece[]> {
  return shownAt(mentions, read, (mention, lines) =>
    aroundCall({ kind, about: mention.name, path: mention.path, side: 'new' }, lines, mention.line),
  );
}

async function definitions(
  kind: 'definition' | 'sibling',
  mentions: readonly NamedHit[],
  read: ReadLines,
): Promise<PackPiece[]> {
  return shownAt(mentions, read, (mention, lines) =>
    definitionAt({ kind, about: mention.name, path: mention.path, side: 'new' }, lines, mention.line),
  );
}

async function shownAt(
  mentions: readonly NamedHit[],
  read: ReadLines,
  show: (mention: NamedHit, lines: readonly string[]) => PackPiece,
): Promise<PackPiece[]> {
  const pieces: PackPiece[] = [];
  for (const mention of mentions) {
    const lines = await read(mention.path, 'new');
    if (lines !== null) pieces.push(show(mention, lines));
  }
  return pieces;
}

interface SiblingOptions {
  readonly world: ToolWorld;
  readonly files: readonly ChangedFile[];
  readonly read: ReadLines;
  readonly changed: readonly string[];
  /** Other definitions of what changed. */
  readonly known: readonly NamedHit[];
}

/** Another definition of what changed, as another implementation of one interface has it; else what a file of like name defines. */
async function sibling({ world, files, read, changed, known }: SiblingOptions): Promise<PackPiece[]> {
  const paths = new Set(world.changeSet.files.map(({ newPath }) => newPath));
  const same = known.filter((mention) => isProduct(mention) && !paths.has(mention.path));
  if (same.length > 0) return definitions('sibling', same.slice(0, 1), read);
  const [first] = files;
  if (first === undefined || isTestPath(first.newPath)) return [];
  const found = await siblingFile(first.newPath, {
    all: (await world.contents.list('new')) ?? [],
    changed: paths,
    names: changed,
    read,
  });
  if (found === null) return [];
  const { path, name, line, lines } = found;
  return [definitionAt({ kind: 'sibling', about: first.newPath, path, side: 'new' }, lines, line)].map((piece) => ({
    ...piece,
    about: changed[0] ?? name,
  }));
}

/** The subjects of the last commits that touched the first changed line of the file that deserves most attention. */
async function history({ inspection }: ToolWorld, files: readonly ChangedFile[]): Promise<PackPiece[]> {
  const file = files.find(({ status }) => status === 'M' || status === 'R');
  const line = file?.hunks
    .flatMap(({ lines }) => lines)
    .find(({ kind, oldLine }) => kind === 'deleted' && oldLine !== null)?.oldLine;
  if (file === undefined) return [];
  const found = await inspection.touchedBy({
    path: file.oldPath,
    ...(typeof line === 'number' && { line }),
    limit: SUBJECTS,
  });
  if (found.kind === 'unavailable' || found.value.length === 0) return [];
  const text = found.value.map(({ date, subject }) => `${date.slice(0, 10)} ${subject}`).join('\n');
  const about = typeof line === 'number' ? `line ${line} at the base` : 'this file';
  return [{ kind: 'history', about, path: file.oldPath, side: 'old', first: 0, last: 0, text }];
}

/** Whether a line at head stands in a patch. */
function shownLines(files: readonly ChangedFile[]): (path: string, line: number) => boolean {
  const byPath = new Map(files.map((file) => [file.newPath, file.hunks]));
  return (path, line) =>
    (byPath.get(path) ?? []).some(
      ({ newStart, newLines }) => line >= newStart - SHOWN_AROUND && line < newStart + newLines + SHOWN_AROUND,
    );
}

function covers(earlier: PackPiece, { path, side, first, last }: PackPiece): boolean {
  return first > 0 && earlier.path === path && earlier.side === side && earlier.first <= last && earlier.last >= first;
}

/** The first of each, then the second of each: one that has many does not crowd out the others. Each once. */
function interleaved<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  const all = Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
  return [...new Set(all)];
}
