import { z } from 'zod';
import type { ChangedFile } from '../../schemas/change-set.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';
import type { Severity } from '../../schemas/severity.ts';
import type { Report, Reviewer } from '../reviewer.ts';

/** What a check said of the change, and of the change that would take it back. */
export interface BothSides {
  readonly now: readonly Report[];
  readonly before: readonly Report[];
  readonly files: readonly ChangedFile[];
  /** What the rules are worth where a report does not say. */
  readonly rules: Reviewer['rules'];
}

/**
 * Leaves out what stood at the base already and was only moved, indented, wrapped, quoted or sorted anew. Each piece of removed code
 * accounts for one piece of added code; one that was less grave there, or stood in tests and stands in production now, for none.
 */
export function withoutOld({ now, before, files, rules }: BothSides): readonly Report[] {
  // What says the same of any change proves nothing: the quote must stand in the lines that were removed.
  const linesOf = changedLinesOf(files);
  const removed = before
    .map((report) => pieceOf(report, linesOf, 'deleted'))
    .filter(({ quote, block }) => quote !== '' && block.includes(quote));
  const equal = Map.groupBy(removed, keyOf);
  const likely = Map.groupBy(removed, ({ report }) => claimOf(report));
  let compared = 0;
  const isOld = (report: Report): boolean => {
    if (!isAboutAddedLines(report)) return false;
    const piece = pieceOf(report, linesOf, 'added');
    const same = equal.get(keyOf(piece))?.find((old) => covers(old, piece, rules));
    const alike = likely.get(claimOf(report)) ?? [];
    const isLike = (old: Piece): boolean =>
      compared++ < MOST_COMPARED && covers(old, piece, rules) && isRewrapped(old, piece);
    const found = same ?? alike.find(isLike);
    if (found === undefined) return false;
    // Each piece accounts for one.
    remove(alike, found);
    remove(equal.get(keyOf(found)) ?? [], found);
    return true;
  };
  return now.filter((report) => !isOld(report));
}

/** Pairs of one check whose code is searched in each other; what is left behind them is told. */
const MOST_COMPARED = 200_000;

function remove(pieces: Piece[], one: Piece): void {
  const at = pieces.indexOf(one);
  if (at !== -1) pieces.splice(at, 1);
}

/** Whether a report speaks of a place that could have stood elsewhere before; one that has no usable shape is kept as it is. */
export function isAboutAddedLines(report: Report): boolean {
  return Place.safeParse(report).success;
}

/** What a report must have to be compared with another. */
const Place = z.object({
  rule: z.string(),
  title: z.string(),
  evidence: z.string(),
  location: z.object({ path: z.string(), side: z.literal('new'), startLine: z.int(), endLine: z.int() }),
});

/** A report's code without what formatters change. */
interface Piece {
  readonly report: Report;
  readonly quote: string;
  /** The quote with the changed lines right above and below it. */
  readonly near: string;
  /** All changed lines that stand together with it. */
  readonly block: string;
}

/** White space, quotes, commas, brackets around a value, the way up to another folder: what a formatter or a move changes. */
const FORM = /[ \t\r\n\\,;'"`()]|(?:\.{1,2}\/)+/g;
const bare = (text: string): string => text.replaceAll(FORM, '');

/** Lines of a block that are looked at around a quote. */
const REACH = 200;

const claimOf = ({ rule, title }: Report): string => `${rule} ${title}`;
const keyOf = ({ report, quote }: Piece): string => `${claimOf(report)}\n${quote}`;

type Kind = 'added' | 'deleted';
type LinesOf = (path: string, kind: Kind) => ReadonlyMap<number, string>;

/** The changed lines of a file by their numbers; each file is gone through once, however much is said of it. */
function changedLinesOf(files: readonly ChangedFile[]): LinesOf {
  // Of several copies of one file the first counts.
  const byPath = {
    added: new Map(files.toReversed().map((file) => [file.newPath, file])),
    deleted: new Map(files.toReversed().map((file) => [file.oldPath, file])),
  };
  const known = new Map<string, ReadonlyMap<number, string>>();
  return (path, kind) => {
    const key = `${kind} ${path}`;
    const lines = known.get(key) ?? linesOfFile(byPath[kind].get(path), kind);
    known.set(key, lines);
    return lines;
  };
}

function linesOfFile(file: ChangedFile | undefined, kind: Kind): ReadonlyMap<number, string> {
  const number = kind === 'added' ? 'newLine' : 'oldLine';
  const lines = new Map<number, string>();
  for (const hunk of file?.hunks ?? []) {
    for (const line of hunk.lines) {
      const at = line[number];
      if (line.kind === kind && at !== null) lines.set(at, line.text);
    }
  }
  return lines;
}

function pieceOf(report: Report, linesOf: LinesOf, kind: Kind): Piece {
  const { path = '', startLine = null, endLine = null } = report.location ?? {};
  const lines = linesOf(path, kind);
  const [from, to] = [startLine ?? 0, endLine ?? 0];
  const together = (most: number): string => {
    let [first, last] = [from, to];
    while (from - first < most && lines.has(first - 1)) first -= 1;
    while (last - to < most && lines.has(last + 1)) last += 1;
    const text: string[] = [];
    for (let at = first; at <= last; at += 1) text.push(lines.get(at) ?? '');
    return bare(text.join('\n'));
  };
  return { report, quote: bare(report.evidence ?? ''), near: together(1), block: together(REACH) };
}

/** A quote of fewer characters says too little to be recognised inside of other code. */
const TELLING = 12;

/** Whether one is the other on more or fewer lines. */
function isRewrapped(old: Piece, now: Piece): boolean {
  const within = (small: Piece, large: Piece): boolean =>
    small.near.length >= TELLING && small.quote !== '' && large.block.includes(small.near);
  return within(now, old) || within(old, now);
}

const GRAVITY: Readonly<Record<Severity, number>> = { critical: 2, warning: 1, suggestion: 0 };

/** Whether the old code was as bad as the new, by the same rule and in a place that counts as much. */
function covers({ report: old }: Piece, { report: now }: Piece, rules: Reviewer['rules']): boolean {
  if (old.rule !== now.rule || old.title !== now.title) return false;
  if (isSampleCode(old.location?.path ?? '') && !isSampleCode(now.location?.path ?? '')) return false;
  const rule = rules[now.rule];
  const gravity = (report: Report): number => GRAVITY[report.severity ?? rule?.severity ?? 'suggestion'];
  const confidence = (report: Report): number => report.confidence ?? rule?.confidence ?? 0;
  return gravity(old) >= gravity(now) && confidence(old) >= confidence(now);
}
