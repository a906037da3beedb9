import type { AnalyserMatch } from '../../analysers/analyser.ts';
import type { ChangedFile } from '../../schemas/change-set.ts';
import { newSidePieces, type Piece } from '../changed-code/new-side.ts';
import { withoutNoise } from '../changed-code/without-noise.ts';
import type { CheckContext, Report } from '../reviewer.ts';
import { isSampleCode } from '../../schemas/file-kinds/sample-code.ts';

/** Code that runs once, or by hand. */
export const ONE_OFF =
  /(?:^|\/)(?:scripts?|migrations?|seeds?|seeders?|tools?|bin|cli|build|bench(?:marks?)?)\/|\.config\.[cm]?[jt]s$|(?:^|\/)(?:cli|setup|manage)\.\w+$/i;

/** What one rule found, in the text that it was found in. */
export interface Node {
  readonly rule: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
}

/** A stretch of a changed file with everything the rules found in it. */
export interface Parsed {
  readonly file: ChangedFile;
  readonly piece: Piece;
  readonly changed: ReadonlySet<number>;
  readonly nodes: readonly Node[];
}

/** What is looked for, and where. */
interface Search {
  readonly files: RegExp;
  /** Words of which a text holds one where there can be anything to find: most files need not be parsed. */
  readonly hint: RegExp;
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** Runs syntax rules over the changed files that serve requests, as far as their names tell. */
export async function parseChanged(
  context: CheckContext,
  { files: wanted, hint, rules }: Search,
): Promise<readonly Parsed[]> {
  const pieces: Omit<Parsed, 'nodes'>[] = [];
  for (const file of withoutNoise(context.changeSet.files)) {
    const changed = context.changedLines(file, 'new');
    const path = file.newPath;
    if (changed.size === 0 || !wanted.test(path) || isSampleCode(path) || ONE_OFF.test(path)) continue;
    for (const piece of await newSidePieces(context, file)) {
      if (hint.test(piece.text)) pieces.push({ file, piece, changed });
    }
  }
  const sources = pieces.map(({ file, piece }) => ({ path: file.newPath, text: piece.text }));
  const results = pieces.length === 0 ? [] : await context.analyse('ast-grep', sources, { rules });
  return pieces.flatMap((one, index) => {
    const result = results[index];
    return result?.kind === 'ok' ? [{ ...one, nodes: nodesOf(one.piece.text, result.matches) }] : [];
  });
}

function nodesOf(text: string, matches: readonly AnalyserMatch[]): Node[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return matches.map((match) => {
    const start = (starts[match.startLine - 1] ?? 0) + match.startColumn;
    const end = (starts[match.endLine - 1] ?? 0) + match.endColumn;
    const { rule, startLine, endLine } = match;
    return { rule, text: text.slice(start, end), start, end, startLine, endLine };
  });
}

/** Whether one node lies in another and is not all of it. */
export function within(inner: Node, outer: Node): boolean {
  const same = inner.start === outer.start && inner.end === outer.end;
  return !same && inner.start >= outer.start && inner.end <= outer.end;
}

/** The smallest of the nodes that a node lies in. */
export function nearestNode(inner: Node, candidates: readonly Node[]): Node | undefined {
  return candidates.filter((one) => within(inner, one)).toSorted((a, b) => a.end - a.start - (b.end - b.start))[0];
}

/** Whether the change adds one of these lines of a piece. */
export function touches({ piece, changed }: Parsed, startLine: number, endLine: number): boolean {
  return Array.from({ length: endLine - startLine + 1 }, (_, index) => startLine + index).some((line) =>
    changed.has(line + piece.firstLine - 1),
  );
}

/** Points at the first line of a node and quotes it. */
export function quotedLines({ file, piece }: Parsed, node: Node): Pick<Report, 'location' | 'evidence'> {
  const line = node.startLine + piece.firstLine - 1;
  const evidence = (piece.text.split('\n')[node.startLine - 1] ?? '').trim();
  return { location: { path: file.newPath, side: 'new', startLine: line, endLine: line }, evidence };
}
