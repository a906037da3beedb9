import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTestPath } from '../../reviewers/changed-code/test-path.ts';
import { chances, CODE, FIX } from '../precision/choose-commits.ts';

/** Unchanged code that a later commit had to change together with lines of a change: it shows what was wrong with that. */
export interface ProvingPlace {
  readonly folder: string;
  /** The change, and what mended it. */
  readonly change: string;
  readonly mended: string;
  readonly subject: string;
  readonly relation: 'caller' | 'callee' | 'sibling';
  readonly path: string;
  /** 1-based, at the change's head. */
  readonly line: number;
  readonly name: string;
}

interface Hunk {
  readonly path: string;
  /** Of the function that git finds above it. */
  readonly name: string | null;
  /** Where its removed lines begin at the parent, and its added ones at the commit. */
  readonly oldStart: number;
  readonly newStart: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

const MOST_HUNKS = 14;
const MOST_CHANGED = 800;
const LONGEST_CHANCE = 250;
const WORD = /[\p{L}_$][\p{L}\p{N}_$]{2,99}/gu;
const CALL = /([\p{L}_$][\p{L}\p{N}_$]{2,99})\s?\(/gu;
/** What mends nothing that runs. */
const OF_LOOKS =
  /\b(?:style|typos?|lint\w*|js?docs?|docs?|readme|comments?|format(?:ting)?|changelog|tests?|spelling|warnings?|CI|deps?)\b/i;
const NO_NAMES = new Set(
  'if for while switch catch return else function func def class struct interface enum trait impl type const let var val export default async static public private protected internal abstract override virtual final sealed readonly get set new pub mut self this void int string bool boolean not and with from import module namespace require test describe'.split(
    ' ',
  ),
);

/**
 * Places of one repository, by a seed: of commits whose subject says that they mend something, a hunk takes back lines of one earlier change (as `git blame`
 * tells), and another hunk changes code that this change had not touched. Only where names join the two, by git's own idea of functions: the place calls what
 * the change's lines lie in, is what they call, or is called the same elsewhere.
 */
export function provingPlaces(folder: string, { each, seed }: { readonly each: number; readonly seed: number }) {
  const attributes = mkdtempSync(join(tmpdir(), 'docket-places-'));
  writeFileSync(join(attributes, 'attributes'), ATTRIBUTES);
  const git = (...args: readonly string[]): string => {
    const usual = ['-C', folder, '-c', `core.attributesFile=${join(attributes, 'attributes')}`, ...XFUNCNAMES];
    return execFileSync('git', [...usual, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  };
  try {
    const pattern = new RegExp(FIX, 'i');
    const chance = chances(seed);
    const mending = git('log', '--no-merges', '--min-parents=1', '-n', '3000', '--format=%H %s')
      .split('\n')
      .filter((line) => pattern.test(line.slice(41)) && !OF_LOOKS.test(line.slice(41)))
      .map((line) => [chance(), line] as const)
      .toSorted(([a], [b]) => a - b)
      .slice(0, LONGEST_CHANCE);
    const places: ProvingPlace[] = [];
    for (const [, line] of mending) {
      if (places.length >= each) break;
      const found = placeOf({ folder, mended: line.slice(0, 40), subject: line.slice(41) }, git);
      if (found !== null && places.every(({ change }) => change !== found.change)) places.push(found);
    }
    return places;
  } finally {
    rmSync(attributes, { recursive: true, force: true });
  }
}

type Git = (...args: readonly string[]) => string;

function placeOf(of: Pick<ProvingPlace, 'folder' | 'mended' | 'subject'>, git: Git): ProvingPlace | null {
  const hunks = hunksOf(git, of.mended);
  if (hunks.length < 2 || hunks.length > MOST_HUNKS) return null;
  for (const hunk of hunks) {
    const change = originOf(git, of.mended, hunk);
    if (change === null) continue;
    const changed = hunksOf(git, change);
    const size = changed.reduce((sum, { removed, added }) => sum + removed.length + added.length, 0);
    if (changed.length === 0 || size > MOST_CHANGED) continue;
    for (const other of hunks) {
      const relation = other === hunk ? null : relationOf(changed, other);
      if (relation === null) continue;
      const line = lineAt(git, change, other);
      if (line === null) continue;
      const isTouched = changed.some(
        ({ path, newStart, added }) =>
          path === other.path && line >= newStart && line < newStart + Math.max(1, added.length),
      );
      if (!isTouched) return { ...of, change, relation, path: other.path, line, name: other.name ?? '' };
    }
  }
  return null;
}

/** The product's hunks of a commit, with lines of its own side where they were added. */
function hunksOf(git: Git, commit: string): Hunk[] {
  const text = git('diff-tree', '-p', '-U0', '-r', '--no-renames', '--no-commit-id', `${commit}^`, commit);
  return text.split(/^diff --git /m).flatMap((file) => {
    const path = /^\+\+\+ b\/(.+)$/m.exec(file)?.[1];
    if (path === undefined || !CODE.test(path) || isTestPath(path)) return [];
    return file
      .split(/^(?=@@ )/m)
      .slice(1)
      .map((hunk) => {
        const [head = '', ...lines] = hunk.split('\n');
        const [, oldStart = '0', newStart = '0', above = ''] = /^@@ -(\d+)\S* \+(\d+)\S* @@ ?(.*)$/.exec(head) ?? [];
        const of = (sign: string) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1));
        return {
          path,
          name: nameIn(above),
          oldStart: Number(oldStart),
          newStart: Number(newStart),
          removed: of('-'),
          added: of('+'),
        };
      });
  });
}

/** The one change that most of a hunk's taken lines come from. */
function originOf(git: Git, mended: string, { path, oldStart, removed }: Hunk): string | null {
  if (removed.every((line) => line.trim().length < 8)) return null;
  const range = `${oldStart},+${Math.min(40, removed.length)}`;
  const rows = git('blame', '-l', '-s', '-L', range, `${mended}^`, '--', path).split('\n');
  const counts = new Map<string, number>();
  for (const row of rows) {
    const commit = /^([0-9a-f]{40}) /.exec(row)?.[1];
    if (commit !== undefined) counts.set(commit, (counts.get(commit) ?? 0) + 1);
  }
  const [most] = [...counts].toSorted(([, a], [, b]) => b - a);
  return most === undefined || git('rev-list', '--parents', '-n', '1', most[0]).trim().split(' ').length !== 2
    ? null
    : most[0];
}

function relationOf(changed: readonly Hunk[], place: Hunk): ProvingPlace['relation'] | null {
  const own = new Set(
    changed.flatMap(({ name, added }) => [name, ...added.map(nameIn)]).filter((name) => name !== null),
  );
  const called = new Set(
    changed.flatMap(({ added }) => added.flatMap((line) => [...line.matchAll(CALL)].map(([, name = '']) => name))),
  );
  const uses = [...place.removed, ...place.added].flatMap((line) =>
    [...line.matchAll(CALL)].map(([, name = '']) => name),
  );
  if (place.name !== null && called.has(place.name)) return 'callee';
  if (uses.some((name) => own.has(name) && !NO_NAMES.has(name))) return 'caller';
  const isElsewhere = changed.every(({ path }) => path !== place.path);
  return isElsewhere && place.name !== null && own.has(place.name) ? 'sibling' : null;
}

/** Where the first telling line that the mending took away stood at the change's head; null where that is not one place. */
function lineAt(git: Git, change: string, { path, removed }: Hunk): number | null {
  const wanted = removed.find((line) => line.trim().length >= 12);
  if (wanted === undefined) return null;
  let lines: string[];
  try {
    lines = git('show', `${change}:${path}`).split('\n');
  } catch {
    // Not there yet.
    return null;
  }
  const at = lines.indexOf(wanted);
  return at === -1 || lines.lastIndexOf(wanted) !== at ? null : at + 1;
}

/** What is defined by a line, as far as its first word that can be a name tells. */
function nameIn(line: string): string | null {
  const called = [...line.matchAll(CALL)].map(([, name = '']) => name).find((name) => !NO_NAMES.has(name));
  const isDefinition =
    /\b(?:def|func|fn|function|class|struct|interface|trait|enum|const|public|private|protected)\b|[{:]\s*$|=>/.test(
      line,
    );
  if (!isDefinition) return null;
  return called ?? [...line.matchAll(WORD)].map(([word]) => word).find((word) => !NO_NAMES.has(word)) ?? null;
}

/** Git knows what a function is in these languages, where it is told which file is which. */
const ATTRIBUTES = [
  '*.py diff=python',
  '*.rb diff=ruby',
  '*.go diff=golang',
  '*.java diff=java',
  '*.kt diff=kotlin',
  '*.cs diff=csharp',
  '*.php diff=php',
  '*.rs diff=rust',
  ...['js', 'jsx', 'mjs', 'cjs', 'ts', 'tsx', 'mts', 'vue'].map((extension) => `*.${extension} diff=script`),
  '',
].join('\n');
const XFUNCNAMES = [
  '-c',
  String.raw`diff.script.xfuncname=!^[ \t]*(if|for|while|switch|catch|return|else|await)\b` +
    '\n' +
    String.raw`^[ \t]*((export|default|async|static|public|private|protected|function|get|set|const|let|class)[ \t]+)*[A-Za-z_$][A-Za-z0-9_$]*[ \t]*(=[ \t]*(async[ \t]*)?(\(|function)|\(|extends|\{).*$`,
];
